import { grant } from './grant.ts'

const accounts = [
  'access.account.read',
  'access.account.create',
  'access.account.correct',
  'access.account.close',
  'access.account.reopen',
  'access.account.reset_password',
  'access.account.reset_second_factor',
  'access.account.unlock',
  'access.appointment.add',
  'access.appointment.end',
]

const units = [
  'access.unit.create',
  'access.unit.rename',
  'access.unit.move',
  'access.unit.close',
  'access.unit.import',
]

/** A district's leader keeps the accounts of the district's own units, and no post that decides. */
export const granted = grant({
  administrator: [...accounts, ...units],
  district_leader: accounts,
})
