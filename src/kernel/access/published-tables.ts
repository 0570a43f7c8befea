import type { AccountId, AppointmentId, PostName, UnitCode } from './contract.ts'

/** The kernel's tables that every module may read and join: who is who, and who holds which post. */
export interface PublishedAccessTables {
  'access.account': {
    id: AccountId
    username: string
    nameZh: string
    nameEn: string
    phone: string | null
    closedAt: Date | null
  }
  'access.appointment': {
    id: AppointmentId
    accountId: AccountId
    post: PostName
    unitCode: UnitCode
    fromAt: Date
    toAt: Date | null
  }
}
