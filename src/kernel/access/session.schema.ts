import * as z from 'zod'
import { endpoint, timestamp } from '../contract.ts'
import { AccountId, AppointmentId, PostName, SessionId, UnitCode, UnitKind } from './contract.ts'

const UnitNames = z.object({
  code: UnitCode,
  kind: UnitKind,
  nameZh: z.string(),
  nameEn: z.string(),
})

const HeldPost = z.object({
  id: AppointmentId,
  post: PostName,
  unit: UnitNames,
  /** Acting in it needs a second factor in this session. */
  decides: z.boolean(),
})

/** Who is at the desk: names, post, what the post may do, and what installation this is. */
export const ShowSession = endpoint('GET', '/access/session', {
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({
    account: z.object({
      id: AccountId,
      username: z.string(),
      nameZh: z.string(),
      nameEn: z.string(),
      phone: z.string().nullable(),
    }),
    appointment: HeldPost,
    /** Every post of the account, the current one included. */
    appointments: z.array(HeldPost),
    /** What the post sees: everything, or the rows of these districts and streets. */
    reach: z.enum(['city', 'area']),
    districts: z.array(z.int()),
    streets: z.array(z.int()),
    permissions: z.array(z.string()),
    installation: z
      .object({ kind: z.enum(['real', 'drill']), nameZh: z.string(), nameEn: z.string() })
      .nullable(),
    clock: z.object({ now: timestamp, speed: z.int() }),
    secondFactor: z.object({ enrolled: z.boolean(), inSession: z.boolean() }),
  }),
})

export const SwitchAppointment = endpoint('POST', '/access/session/appointment', {
  permission: 'signed_in',
  input: z.object({ appointmentId: AppointmentId }),
  output: z.object({ appointmentId: AppointmentId, post: PostName, unitCode: UnitCode }),
})

export const SignOut = endpoint('DELETE', '/access/session', {
  permission: 'signed_in',
  input: z.object({}),
  /** Takes the cookie away. */
  output: z.object({ sessionToken: z.null() }),
})

export const ListSessions = endpoint('GET', '/access/sessions', {
  permission: 'signed_in',
  input: z.object({}),
  output: z.array(
    z.object({
      id: SessionId,
      post: PostName,
      unit: UnitNames,
      device: z.string().nullable(),
      createdAt: timestamp,
      lastSeenAt: timestamp,
      expiresAt: timestamp,
      current: z.boolean(),
    }),
  ),
})

export const EndSession = endpoint('DELETE', '/access/sessions/:id', {
  permission: 'signed_in',
  input: z.object({ id: SessionId }),
  output: z.object({ id: SessionId }),
})

export const EndOtherSessions = endpoint('DELETE', '/access/sessions', {
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ endedSessions: z.int() }),
})
