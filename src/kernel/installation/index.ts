import { grant } from '../access/grant.ts'
import type { Module } from '../module.ts'
import {
  establishInstallation,
  setClock,
  showClock,
  showInstallation,
} from './installation.service.ts'

/** What this installation is: real or a drill, its name, its clock. */
export const installation: Module = {
  name: 'installation',
  operations: [showInstallation, establishInstallation, showClock, setClock],
  access: grant({
    commander: ['installation.clock.set'],
    deputy_commander: ['installation.clock.set'],
    duty_leader: ['installation.clock.set'],
    administrator: ['installation.clock.set'],
  }),
}
