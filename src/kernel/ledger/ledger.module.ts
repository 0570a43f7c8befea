import type { AccountId } from '../access/contract.ts'
import { defineModule } from '../module.ts'

interface ContentColumns {
  readonly id: string
  readonly at: Date
  readonly accountId: string | null
  readonly post: string | null
  readonly unitCode: string | null
  readonly action: string
  readonly subjectKind: string | null
  readonly subjectId: string | null
  readonly commitment: Buffer
}

export interface LedgerTables {
  'ledger.pending': ContentColumns
  'ledger.entry': ContentColumns & {
    readonly seq: number
    readonly previousHash: Buffer
    readonly hash: Buffer
  }
  'ledger.salt': { readonly entryId: string; readonly salt: Buffer }
  'ledger.signingKey': {
    readonly fingerprint: Buffer
    readonly publicKey: Buffer
    readonly fromSeq: number
    readonly fromAt: Date
  }
  'ledger.checkpoint': {
    readonly seq: number
    readonly size: number
    readonly key: Buffer
    readonly previousDigest: Buffer
    readonly root: Buffer
    readonly at: Date
    readonly peaks: Buffer
    readonly signature: Buffer
  }
  'ledger.countersignature': {
    readonly id: string
    readonly checkpointSeq: number
    readonly signer: string
    readonly publicKey: Buffer
    readonly signature: Buffer
    readonly accountId: string
    readonly at: Date
  }
  'access.account': { id: AccountId; nameZh: string; nameEn: string }
}

export const { read, write, door, check } = defineModule<LedgerTables>()
