import * as z from 'zod'
import { endpoint, id, page, pageInput, timestamp } from '../contract.ts'
import { AccountId } from '../access/contract.ts'

export const LedgerEntryId = id('LedgerEntryId')
export const CountersignatureId = id('CountersignatureId')

const hex = z
  .string()
  .regex(/^([0-9a-f]{2})+$/)
  .max(128)
const publicKey = hex.length(64)
const signature = hex.length(128)
// Numbers of entries and checkpoints stay far below what a double holds.
const count = z.number().int().min(0)

/** One act, as it stands in the chain: who, when, what, about which thing; never the content. */
const LedgerEntry = z.object({
  seq: count,
  id: LedgerEntryId,
  at: timestamp,
  accountId: AccountId.nullable(),
  accountNameZh: z.string().nullable(),
  accountNameEn: z.string().nullable(),
  post: z.string().nullable(),
  unitCode: z.string().nullable(),
  action: z.string(),
  subjectKind: z.string().nullable(),
  subjectId: z.string().nullable(),
  hash: hex,
})

/** A checkpoint as it is handed to outsiders: the signed text and whoever else signed it. */
export const ExportedCheckpoint = z.object({
  statement: z.string().max(2000),
  publicKey,
  signature,
  countersignatures: z.array(z.object({ signer: z.string(), publicKey, signature })),
})
export type ExportedCheckpoint = z.infer<typeof ExportedCheckpoint>

export const DamageName = z.enum([
  'changed',
  'missing',
  'reordered',
  'truncated',
  'rewritten',
  'unsigned',
  'checkpoint',
  'signature',
  'key',
  'expected_checkpoint',
  'countersignature',
])

export const ledgerEndpoints = {
  entries: endpoint('GET', '/ledger/entries', {
    permission: 'ledger.entry.read',
    input: z.object({
      ...pageInput,
      after: z
        .string()
        .regex(/^[0-9]{1,15}$/)
        .optional(),
      accountId: AccountId.optional(),
      action: z
        .string()
        .regex(/^[a-z0-9_.:/]{1,100}$/)
        .optional(),
      subjectId: z.string().min(1).max(200).optional(),
      from: timestamp.optional(),
      to: timestamp.optional(),
    }),
    output: page(LedgerEntry),
  }),
  status: endpoint('GET', '/ledger/status', {
    permission: 'ledger.status.read',
    input: z.object({}),
    output: z.object({
      entries: count,
      pending: count,
      /** Age of the oldest entry that waits for the sealer; null when none does. */
      pendingSeconds: z.number().nullable(),
      checkpoint: z
        .object({
          seq: count,
          size: count,
          at: timestamp,
          root: hex,
          key: hex,
          countersignatures: count,
        })
        .nullable(),
    }),
  }),
  verify: endpoint('POST', '/ledger/verifications', {
    permission: 'ledger.entry.verify',
    input: z.object({ last: z.number().int().min(1).max(200_000).default(20_000) }),
    output: z.object({
      ok: z.boolean(),
      /** The entries read: `from` … `to`. */
      from: count,
      to: count,
      /** False when the time was up before the end: no damage up to `to`. */
      isComplete: z.boolean(),
      tookMs: count,
      firstDamaged: z.object({ seq: count, upTo: count, why: DamageName }).nullable(),
    }),
  }),
  checkpoint: endpoint('GET', '/ledger/checkpoints/:seq', {
    permission: 'ledger.checkpoint.read',
    input: z.object({ seq: z.coerce.number().int().min(1).max(1e15) }),
    output: ExportedCheckpoint,
  }),
  countersign: endpoint('POST', '/ledger/checkpoints/:seq/countersignatures', {
    permission: 'ledger.checkpoint.countersign',
    input: z.object({
      seq: z.coerce.number().int().min(1).max(1e15),
      signer: z.string().trim().min(1).max(120),
      publicKey,
      signature,
    }),
    output: z.object({ id: CountersignatureId }),
  }),
}
