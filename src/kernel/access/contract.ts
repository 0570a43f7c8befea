import * as z from 'zod'
import { id } from '../contract.ts'

export const AccountId = id('AccountId')
export type AccountId = z.infer<typeof AccountId>

export const AppointmentId = id('AppointmentId')
export type AppointmentId = z.infer<typeof AppointmentId>

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
