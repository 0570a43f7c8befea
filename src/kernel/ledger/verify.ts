import type { Client } from 'pg'
import { type Connection, ownerClient } from '../db/pool.ts'
import { isSignedBy, keyRing } from './checkpoint.ts'
import {
  type CheckpointCheck,
  checkpointCheck,
  checkpointColumns,
  checkpointFields,
} from './checkpoint-check.ts'
import { copyRows } from './copy-rows.ts'
import { type Damage, earlier } from './damage.ts'
import { type EntryCheck, entryCheck, entryColumns, entryFields } from './entry-check.ts'
import type { Expected } from './exported-checkpoint.ts'

export interface VerifyOptions {
  /** Fingerprints (hex) of keys known from outside the database; without them any key of the ledger counts. */
  readonly trusted?: readonly string[]
  /** A checkpoint exported earlier: what it covers must still be there. */
  readonly expected?: Expected
  readonly onProgress?: (entries: number) => void
}

export interface Verification {
  readonly ok: boolean
  /** Entries read and found whole. */
  readonly entries: number
  readonly checkpoints: number
  readonly countersignatures: number
  readonly perSecond: number
  readonly firstDamaged: Damage | null
  /** Entries that no sealer has taken yet; they are in no chain, so nothing is said of them. */
  readonly pending: number
}

/** Recomputes the whole ledger from its rows, in one snapshot, and names the first damaged entry. */
export async function verifyLedger(
  connection: Connection,
  options: VerifyOptions = {},
): Promise<Verification> {
  const client = ownerClient(connection)
  await client.connect()
  try {
    await client.query(`set client_encoding = 'UTF8'`)
    await client.query('begin isolation level repeatable read read only')
    const started = performance.now()
    const checkpoints = await checkCheckpoints(client, options)
    const counter = await checkCountersignatures(client)
    const pending = await countPending(client)
    const entries = await checkEntries(client, checkpoints.check, options)
    const seconds = (performance.now() - started) / 1000
    const { tree } = entries
    const found = earlier(
      earlier(entries.finish({ isWhole: true }), checkpoints.damage),
      counter.damage,
    )
    const firstDamaged = await nameReordered(client, found, entries)
    return {
      ok: firstDamaged === null,
      entries: tree().size(),
      checkpoints: checkpoints.check.count(),
      countersignatures: counter.valid,
      perSecond: Math.round(tree().size() / seconds),
      firstDamaged,
      pending,
    }
  } finally {
    await client.end()
  }
}

interface Checkpoints {
  readonly check: CheckpointCheck
  readonly damage: Damage | null
}

async function checkCheckpoints(client: Client, options: VerifyOptions): Promise<Checkpoints> {
  const { rows } = await client.query<{ fingerprint: Buffer; publicKey: Buffer }>(
    'select fingerprint, public_key as "publicKey" from ledger.signing_key',
  )
  const check = checkpointCheck({ keys: keyRing(rows), trusted: options.trusted ?? null })
  await copyRows(client, {
    query: `select ${checkpointColumns} from ledger.checkpoint order by seq`,
    fields: checkpointFields,
    take: check.take,
  })
  return { check, damage: check.finish() }
}

async function checkEntries(
  client: Client,
  checkpoints: CheckpointCheck,
  { expected, onProgress }: VerifyOptions,
): Promise<EntryCheck> {
  const check = entryCheck({ checkpoints, expected })
  await copyRows(client, {
    query: `select ${entryColumns} from ledger.entry order by seq`,
    fields: entryFields,
    take: check.take,
    ...(onProgress && { afterPiece: () => onProgress(check.tree().size()) }),
  })
  return check
}

async function checkCountersignatures(
  client: Client,
): Promise<{ readonly valid: number; readonly damage: Damage | null }> {
  const { rows } = await client.query<{
    size: number
    public_key: Buffer
    signature: Buffer
    statement: Buffer
  }>(
    `select c.size, s.public_key, s.signature,
       ledger.statement(c.seq, c.size, c.root, c.at, c.key, c.previous_digest) as statement
     from ledger.countersignature as s join ledger.checkpoint as c on c.seq = s.checkpoint_seq
     order by c.seq, s.id`,
  )
  const bad = rows.find((row) => !isSignedBy(row.public_key, row.statement, row.signature))
  if (!bad) return { valid: rows.length, damage: null }
  return { valid: 0, damage: { seq: bad.size, upTo: bad.size, why: 'countersignature' } }
}

async function countPending(client: Client): Promise<number> {
  const { rows } = await client.query<{ entries: number }>(
    'select count(*) as entries from ledger.pending',
  )
  return rows[0]?.entries ?? 0
}

// An entry that is chained to the right place but stands elsewhere was moved, not changed.
async function nameReordered(
  client: Client,
  damage: Damage | null,
  entries: EntryCheck,
): Promise<Damage | null> {
  if (damage?.why !== 'changed' && damage?.why !== 'missing') return damage
  const { rowCount } = await client.query(
    'select from ledger.entry where previous_hash = $1 and seq > $2 limit 1',
    [entries.brokenAfter(), damage.seq],
  )
  return rowCount === 1 ? { ...damage, why: 'reordered' } : damage
}
