import { grant } from '../access/grant.ts'
import type { Module } from '../module.ts'
import {
  activateSet,
  draftSet,
  endSet,
  fixValue,
  removeValue,
  reviseSet,
} from './policy-set.service.ts'
import { compareSets, listKeys, listSets, openSet, readInForce } from './policy-view.service.ts'

const drafting = [
  'policy.set.draft',
  'policy.set.revise',
  'policy.value.fix',
  'policy.value.remove',
]
const deciding = ['policy.set.activate', 'policy.set.end']

/** Sets of values with an order number, chosen by the day of the event (rules 1, 2). */
export const policy: Module = {
  name: 'policy',
  operations: [
    listKeys,
    listSets,
    openSet,
    readInForce,
    compareSets,
    draftSet,
    reviseSet,
    fixValue,
    removeValue,
    activateSet,
    endSet,
  ],
  access: grant({
    everyone: ['policy.set.read'],
    hq_officer: drafting,
    administrator: drafting,
    commander: deciding,
    deputy_commander: deciding,
  }),
}
