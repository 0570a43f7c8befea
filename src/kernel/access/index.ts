import type { Module } from '../module.ts'
import { granted } from './access.ts'
import { listAccounts } from './account-list.service.ts'
import {
  closeAccount,
  correctAccount,
  createAccount,
  reopenAccount,
  resetPassword,
  resetSecondFactor,
  unlockAccount,
} from './account.service.ts'
import { addAppointment, endAppointment } from './appointment.service.ts'
import { listGrants, listHolders } from './holder.service.ts'
import {
  endOtherSessions,
  endSession,
  listSessions,
  showSession,
  signOut,
  switchAppointment,
} from './session.service.ts'
import { changePassword, confirmSecondFactor, signIn } from './sign-in.service.ts'
import { importUnits } from './unit-import.service.ts'
import { closeUnit, createUnit, listUnits, moveUnit, renameUnit } from './unit.service.ts'

/** Who may enter, in which post, and what the city's units are. */
export const access: Module = {
  name: 'access',
  operations: [
    signIn,
    confirmSecondFactor,
    changePassword,
    showSession,
    switchAppointment,
    signOut,
    listSessions,
    endSession,
    endOtherSessions,
    listAccounts,
    createAccount,
    correctAccount,
    closeAccount,
    reopenAccount,
    resetPassword,
    resetSecondFactor,
    unlockAccount,
    addAppointment,
    endAppointment,
    listUnits,
    createUnit,
    renameUnit,
    moveUnit,
    closeUnit,
    importUnits,
    listGrants,
    listHolders,
  ],
  access: granted,
}
