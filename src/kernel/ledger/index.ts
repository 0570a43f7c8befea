import { grant } from '../access/grant.ts'
import type { Module } from '../module.ts'
import {
  countersign,
  exportCheckpoint,
  listEntries,
  pendingTooLong,
  readStatus,
  verifyRecent,
} from './ledger.service.ts'

export { destroySalt } from './ledger.service.ts'

const reading = ['ledger.entry.read', 'ledger.status.read', 'ledger.checkpoint.read']
const examining = [...reading, 'ledger.entry.verify', 'ledger.checkpoint.countersign']

/** The ledger as its readers see it; what writes and seals it is in `record.ts` and `sealer.ts`. */
export const ledger: Module = {
  name: 'ledger',
  operations: [listEntries, readStatus, verifyRecent, exportCheckpoint, countersign],
  access: grant({ auditor: examining, administrator: examining, commander: reading }),
  checks: [pendingTooLong],
}
