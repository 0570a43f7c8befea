import type { Client } from 'pg'
import { bindClient } from '../db/handles.ts'
import type { ReadDb } from '../db/handles.ts'
import { retype } from '../retype.ts'
import { copyRows } from './copy-rows.ts'
import { entryBytes, entryHash } from './entry-check.ts'
import { exportOf, readExported } from './exported-checkpoint.ts'
import type { LedgerTables } from './ledger.module.ts'
import type { ExportedCheckpoint } from './ledger.schema.ts'
import { proofOf, provesInclusion } from './merkle.ts'
import { contentOf } from './tuples.ts'

/** Proves to somebody who has only the checkpoint that one entry is in the ledger, and what it says. */
export interface InclusionProof {
  readonly seq: number
  /** The bytes of the leaf (hex): SHA-256 over them is the leaf's hash. */
  readonly entry: string
  /** From the leaf to the root (hex). */
  readonly path: readonly string[]
  readonly checkpoint: ExportedCheckpoint
}

/** The newest checkpoint as it is exported; null before the first. */
export async function lastExport(client: Client): Promise<ExportedCheckpoint | null> {
  const { rows } = await client.query<{ seq: number }>(
    'select seq from ledger.checkpoint order by seq desc limit 1',
  )
  return rows[0] ? exportSeq(client, rows[0].seq) : null
}

async function exportSeq(client: Client, seq: number): Promise<ExportedCheckpoint | null> {
  const bound = bindClient(client)
  try {
    return await exportOf(retype<ReadDb<LedgerTables>>(bound.db), seq)
  } finally {
    await bound.close()
  }
}

/** Builds the proof of one entry against the newest checkpoint; null when it is not in the chain. */
export async function proveEntry(client: Client, entryId: string): Promise<InclusionProof | null> {
  const { rows } = await client.query<{
    seq: number
    previous_hash: Buffer
    content: Buffer
    size: number
    checkpoint: number
  }>(
    `select e.seq, e.previous_hash, c.size, c.seq as checkpoint,
       ledger.content(e.id, e.at, e.account_id, e.post, e.unit_code, e.action, e.subject_kind, e.subject_id,
         e.commitment) as content
     from ledger.entry as e
     join lateral (select seq, size from ledger.checkpoint order by seq desc limit 1) as c on c.size >= e.seq
     where e.id = $1 order by e.seq limit 1`,
    [entryId],
  )
  const row = rows[0]
  if (!row) return null
  const proof = proofOf(row.seq - 1)
  await copyRows(client, {
    query: `select hash from ledger.entry where seq <= ${row.size} order by seq`,
    fields: 1,
    take(tuple) {
      proof.add(Buffer.from(contentOf(tuple, 0)))
      return true
    },
  })
  const checkpoint = await exportSeq(client, row.checkpoint)
  if (!checkpoint) return null
  const bytes = entryBytes({ seq: row.seq, previousHash: row.previous_hash, content: row.content })
  return {
    seq: row.seq,
    entry: bytes.toString('hex'),
    path: proof.path().map((hash) => hash.toString('hex')),
    checkpoint,
  }
}

/** Whether a proof holds; needs no database. */
export function isProven(proof: InclusionProof): boolean {
  const signed = readExported(JSON.stringify(proof.checkpoint))
  if (!signed) return false
  return provesInclusion({
    index: proof.seq - 1,
    size: signed.size,
    leaf: entryHash(Buffer.from(proof.entry, 'hex')),
    path: proof.path.map((hash) => Buffer.from(hash, 'hex')),
    root: signed.root,
  })
}
