import * as z from 'zod'
import { endpoint, page, pageInput, timestamp } from '../contract.ts'
import { AccountId, AppointmentId, PostName, UnitCode } from './contract.ts'

const Username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9._-]{1,39}$/)

const names = {
  nameZh: z.string().trim().min(1).max(60),
  nameEn: z.string().trim().min(1).max(120),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[0-9 -]{3,20}$/)
    .nullable(),
}

const AppointmentView = z.object({
  id: AppointmentId,
  post: PostName,
  unitCode: UnitCode,
  unitNameZh: z.string(),
  unitNameEn: z.string(),
  fromAt: timestamp,
})

const AccountView = z.object({
  id: AccountId,
  username: z.string(),
  ...names,
  createdAt: timestamp,
  closedAt: timestamp.nullable(),
  version: z.int(),
  /** Current posts only. */
  appointments: z.array(AppointmentView),
  /** The first password has not been replaced yet. */
  mustChange: z.boolean(),
  secondFactor: z.boolean(),
  /** Wrong passwords have locked it until then. */
  lockedUntil: timestamp.nullable(),
})

const ofOne = z.object({ id: AccountId })
const versioned = ofOne.extend({ version: z.int().min(1) })

/** Shown once, to be told to the person, who must replace it at the first sign-in within seven days. */
const withPassword = ofOne.extend({ initialPassword: z.string() })

export const ListAccounts = endpoint('GET', '/access/accounts', {
  permission: 'access.account.read',
  input: z.object({
    ...pageInput,
    /** Part of a name, a username or a unit's name. */
    search: z.string().trim().max(80).optional(),
    post: PostName.optional(),
    unitCode: UnitCode.optional(),
    state: z.enum(['open', 'closed', 'all']).default('open'),
  }),
  output: page(AccountView),
})

export const CreateAccount = endpoint('POST', '/access/accounts', {
  permission: 'access.account.create',
  input: z.object({ username: Username, ...names, post: PostName, unitCode: UnitCode }),
  output: withPassword,
  secret: true,
})

export const CorrectAccount = endpoint('PUT', '/access/accounts/:id', {
  permission: 'access.account.correct',
  input: versioned.extend(names),
  output: versioned,
})

export const CloseAccount = endpoint('POST', '/access/accounts/:id/close', {
  permission: 'access.account.close',
  input: versioned,
  output: versioned,
})

export const ReopenAccount = endpoint('POST', '/access/accounts/:id/reopen', {
  permission: 'access.account.reopen',
  input: versioned,
  output: versioned,
})

export const ResetPassword = endpoint('POST', '/access/accounts/:id/reset-password', {
  permission: 'access.account.reset_password',
  input: ofOne,
  output: withPassword,
  secret: true,
})

export const ResetSecondFactor = endpoint('POST', '/access/accounts/:id/reset-second-factor', {
  permission: 'access.account.reset_second_factor',
  input: ofOne,
  output: ofOne,
})

export const UnlockAccount = endpoint('POST', '/access/accounts/:id/unlock', {
  permission: 'access.account.unlock',
  input: ofOne,
  output: ofOne,
})

export const AddAppointment = endpoint('POST', '/access/appointments', {
  permission: 'access.appointment.add',
  input: z.object({ accountId: AccountId, post: PostName, unitCode: UnitCode }),
  output: z.object({ id: AppointmentId }),
})

export const EndAppointment = endpoint('POST', '/access/appointments/:id/end', {
  permission: 'access.appointment.end',
  input: z.object({ id: AppointmentId }),
  output: z.object({ id: AppointmentId }),
})
