import { defineModule } from '../module.ts'
import type { AccountId, AppointmentId, PostName, SessionId, UnitCode } from './contract.ts'
import type { Unit } from './unit-tree.ts'

export interface AccountRow {
  readonly id: AccountId
  readonly username: string
  readonly nameZh: string
  readonly nameEn: string
  readonly phone: string | null
  readonly createdAt: Date
  readonly closedAt: Date | null
  readonly version: number
}

export interface AppointmentRow {
  readonly id: AppointmentId
  readonly accountId: AccountId
  readonly post: PostName
  readonly unitCode: UnitCode
  readonly fromAt: Date
  readonly toAt: Date | null
}

export interface CredentialRow {
  readonly accountId: AccountId
  readonly passwordHash: string | null
  readonly mustChange: boolean
  readonly totpSealed: Buffer | null
  readonly totpConfirmedAt: Date | null
  readonly totpLastStep: number | null
  readonly failedCount: number
  readonly lockedUntil: Date | null
  readonly changedAt: Date
}

interface SessionRow {
  readonly id: SessionId
  readonly tokenHash: Buffer
  readonly accountId: AccountId
  readonly appointmentId: AppointmentId
  readonly secondFactor: boolean
  readonly createdAt: Date
  readonly lastSeenAt: Date
  readonly expiresAt: Date
  readonly endedAt: Date | null
  readonly device: string | null
}

interface UnknownNameRow {
  readonly bucket: number
  readonly failedCount: number
  readonly lockedUntil: Date | null
  readonly lastAt: Date
}

export interface AccessTables {
  'access.unit': Unit
  'access.account': AccountRow
  'access.appointment': AppointmentRow
  'access.credential': CredentialRow
  'access.session': SessionRow
  'access.unknown_name': UnknownNameRow
  'kernel.installation': {
    readonly kind: 'real' | 'drill'
    readonly nameZh: string
    readonly nameEn: string
  }
  'kernel.clock': { readonly speed: number }
}

export const { read, write, door } = defineModule<AccessTables>()
