import type * as z from 'zod'
import type { DamageName as Kinds } from './ledger.schema.ts'

/**
 * What is wrong with an entry or with what vouches for it.
 * - `changed`, `missing`, `reordered`: the entry itself; `truncated`: the entries from here to the end are gone.
 * - `rewritten`: entries and hashes agree with each other but not with the signed root.
 * - `unsigned`: entries that no checkpoint covers.
 * - `checkpoint`, `signature`, `key`: a checkpoint was altered, is not signed by its key, or by none we trust.
 * - `expected_checkpoint`: the ledger does not contain the checkpoint that was exported earlier.
 * - `countersignature`: a signature from outside does not fit its checkpoint.
 */
export type DamageName = z.infer<typeof Kinds>

/** The first damaged entry. When only a range can be proven, it ends at `upTo`; else that is `seq`. */
export interface Damage {
  readonly seq: number
  readonly upTo: number
  readonly why: DamageName
}

/** The damage that begins first; of two at one entry, the one that names it more closely. */
export function earlier(a: Damage | null, b: Damage | null): Damage | null {
  if (!a || !b) return a ?? b
  if (a.seq !== b.seq) return a.seq < b.seq ? a : b
  // That no checkpoint covers an entry follows from the damage to the one that did.
  if (a.why === 'unsigned' || b.why === 'unsigned') return a.why === 'unsigned' ? b : a
  return a.upTo <= b.upTo ? a : b
}
