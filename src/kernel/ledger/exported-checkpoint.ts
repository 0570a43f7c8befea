import { sql } from 'kysely'
import type { ReadDb } from '../db/handles.ts'
import { fingerprintOf } from '../keys.ts'
import { isSignedBy } from './checkpoint.ts'
import type { LedgerTables } from './ledger.module.ts'
import { ExportedCheckpoint } from './ledger.schema.ts'

/** What an earlier checkpoint obliges the ledger to. */
export interface Expected {
  readonly size: number
  readonly root: Buffer
  readonly fingerprint: string
}

const shape =
  /^bulwark-ledger-checkpoint\/1\nseq \d+\nsize (\d+)\nroot ([0-9a-f]{64})\nat \S+\nkey ([0-9a-f]{64})\nprevious [0-9a-f]{64}\n$/

/** Reads an exported checkpoint; null when its signature or its form does not hold. */
export function readExported(text: string): Expected | null {
  const parsed = ExportedCheckpoint.safeParse(parseJson(text))
  if (!parsed.success) return null
  const { statement, publicKey, signature } = parsed.data
  const key = Buffer.from(publicKey, 'hex')
  const [, size, root, fingerprint] = shape.exec(statement) ?? []
  if (!size || !root || !fingerprint) return null
  const isOwn = fingerprintOf(key).toString('hex') === fingerprint
  if (!isOwn || !isSignedBy(key, Buffer.from(statement), Buffer.from(signature, 'hex'))) return null
  return { size: Number(size), root: Buffer.from(root, 'hex'), fingerprint }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON is one of the forms that do not hold.
    return null
  }
}

/** A checkpoint with its signatures, as an outsider keeps it. */
export async function exportOf(
  db: ReadDb<LedgerTables>,
  seq: number,
): Promise<ExportedCheckpoint | null> {
  const signed = await db
    .selectFrom('ledger.checkpoint as c')
    .innerJoin('ledger.signingKey as k', 'k.fingerprint', 'c.key')
    .select(['k.publicKey', 'c.signature'])
    .select(
      sql<Buffer>`ledger.statement(c.seq, c.size, c.root, c.at, c.key, c.previous_digest)`.as(
        'statement',
      ),
    )
    .where('c.seq', '=', seq)
    .executeTakeFirst()
  if (!signed) return null
  const others = await db
    .selectFrom('ledger.countersignature')
    .select(['signer', 'publicKey', 'signature'])
    .where('checkpointSeq', '=', seq)
    .orderBy('id')
    .execute()
  return {
    statement: signed.statement.toString(),
    publicKey: signed.publicKey.toString('hex'),
    signature: signed.signature.toString('hex'),
    countersignatures: others.map((other) => ({
      signer: other.signer,
      publicKey: other.publicKey.toString('hex'),
      signature: other.signature.toString('hex'),
    })),
  }
}
