import type { AccessTables } from '../access/access.module.ts'
import { defineModule, type WriteCtx } from '../module.ts'

export interface InstallationTables extends AccessTables {
  'kernel.installation': {
    id: string
    kind: 'real' | 'drill'
    nameZh: string
    nameEn: string
    createdAt: Date
  }
  'kernel.clock': { single: boolean; anchorReal: Date; anchorBusiness: Date; speed: number }
}

export type InstallationWrite = WriteCtx<InstallationTables>

export const { read, write } = defineModule<InstallationTables>()
