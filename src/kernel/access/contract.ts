import * as z from 'zod'
import { id } from '../contract.ts'

export const AccountId = id('AccountId')
export type AccountId = z.infer<typeof AccountId>

export const AppointmentId = id('AppointmentId')
export type AppointmentId = z.infer<typeof AppointmentId>

/** A session as its owner sees it: not the token, and nothing the token could be guessed from. */
export const SessionId = id('SessionId')
export type SessionId = z.infer<typeof SessionId>

/** GB/T 2260 and its longer forms for streets and communities; other units have codes of their own. */
export const UnitCode = z
  .string()
  .regex(/^[0-9]{6,12}$/)
  .brand<'UnitCode'>()
export type UnitCode = z.infer<typeof UnitCode>

export const UnitKind = z.enum([
  'city',
  'hq',
  'district',
  'zone',
  'street',
  'community',
  'bureau',
  'group',
  'facility',
])
export type UnitKind = z.infer<typeof UnitKind>

export const PostName = z.enum([
  'commander',
  'deputy_commander',
  'duty_leader',
  'duty_officer',
  'hq_officer',
  'district_leader',
  'district_officer',
  'street_officer',
  'community_worker',
  'bureau_officer',
  'group_officer',
  'supervisor',
  'press_officer',
  'auditor',
  'administrator',
])
export type PostName = z.infer<typeof PostName>

const headquarters: readonly UnitKind[] = ['city', 'hq']
/** Where a post can be held: the kinds of unit at which it means something. */
export const postUnitKinds: Readonly<Record<PostName, readonly UnitKind[]>> = {
  commander: headquarters,
  deputy_commander: headquarters,
  duty_leader: headquarters,
  duty_officer: headquarters,
  hq_officer: headquarters,
  district_leader: ['district', 'zone'],
  district_officer: ['district', 'zone'],
  street_officer: ['street'],
  community_worker: ['community'],
  bureau_officer: ['bureau', 'facility'],
  group_officer: ['group'],
  supervisor: ['city', 'hq', 'group', 'bureau'],
  press_officer: ['city', 'hq', 'group', 'bureau', 'district', 'zone'],
  auditor: ['city', 'hq', 'group', 'bureau'],
  administrator: ['city', 'hq', 'bureau'],
}

/** A password on its way in: given to the code that asks, hidden from whatever prints, hashes or stores the input. */
export interface Concealed {
  reveal(): string
  toJSON(): string
}

export const Concealed = z
  .string()
  .min(1)
  .max(200)
  .transform((text): Concealed => ({ reveal: () => text, toJSON: () => 'concealed' }))
