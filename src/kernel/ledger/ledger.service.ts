import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { AccountId } from '../access/contract.ts'
import { found } from '../dispatch.ts'
import { Refused } from '../errors.ts'
import { isSignedBy } from './checkpoint.ts'
import { exportOf } from './exported-checkpoint.ts'
import { check, door, read, write } from './ledger.module.ts'
import { CountersignatureId, ledgerEndpoints, LedgerEntryId } from './ledger.schema.ts'
import { verifyTail } from './verify-tail.ts'

const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

export const listEntries = read(ledgerEndpoints.entries, async ({ db }, input) => {
  let query = db
    .selectFrom('ledger.entry as entry')
    .leftJoin('access.account as account', 'account.id', 'entry.accountId')
    .select(['entry.seq', 'entry.id', 'entry.at', 'entry.accountId', 'entry.post'])
    .select(['entry.unitCode', 'entry.action', 'entry.subjectKind', 'entry.subjectId'])
    .select(['entry.hash', 'account.nameZh as accountNameZh', 'account.nameEn as accountNameEn'])
  if (input.after) query = query.where('entry.seq', '<', Number(input.after))
  if (input.accountId) query = query.where('entry.accountId', '=', input.accountId)
  if (input.subjectId) query = query.where('entry.subjectId', '=', input.subjectId)
  // In a pattern the underscore of a name would stand for any letter.
  if (input.action) {
    query = query.where(
      sql`left(entry.action, 100)`,
      'like',
      `${input.action.replaceAll('_', '\\_')}%`,
    )
  }
  if (input.from) query = query.where('entry.at', '>=', input.from)
  if (input.to) query = query.where('entry.at', '<', input.to)
  const rows = await query
    .orderBy('entry.seq', 'desc')
    .limit(input.limit + 1)
    .execute()
  const shown = rows.slice(0, input.limit)
  return {
    rows: shown.map((row) => ({
      ...row,
      id: LedgerEntryId.parse(row.id),
      accountId: row.accountId === null ? null : AccountId.parse(row.accountId),
      hash: toHex(row.hash),
    })),
    next: rows.length > shown.length ? String(shown.at(-1)?.seq) : null,
  }
})

export const readStatus = read(ledgerEndpoints.status, async ({ db }) => {
  const waiting = await sql<{ entries: number; seconds: number | null }>`
    select entries, seconds from ledger.waiting()`.execute(db)
  const checkpoint = await db
    .selectFrom('ledger.checkpoint')
    .select(['seq', 'size', 'at', 'root', 'key'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  const last = await db
    .selectFrom('ledger.entry')
    .select('seq')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    entries: last?.seq ?? 0,
    pending: waiting.rows[0]?.entries ?? 0,
    pendingSeconds: waiting.rows[0]?.seconds ?? null,
    checkpoint: checkpoint
      ? {
          ...checkpoint,
          root: toHex(checkpoint.root),
          key: toHex(checkpoint.key),
          countersignatures: (await exportOf(db, checkpoint.seq))?.countersignatures.length ?? 0,
        }
      : null,
  }
})

export const verifyRecent = write(ledgerEndpoints.verify, (ctx, { last }) =>
  // Under the 15 s of a transaction, with room for the rest of the request.
  verifyTail(ctx.tx, { last, deadlineMs: 10_000 }),
)

export const exportCheckpoint = read(ledgerEndpoints.checkpoint, async ({ db }, { seq }) =>
  found((await exportOf(db, seq)) ?? undefined),
)

export const countersign = write(ledgerEndpoints.countersign, async (ctx, input) => {
  const { statement } = found((await exportOf(ctx.tx, input.seq)) ?? undefined)
  const publicKey = Buffer.from(input.publicKey, 'hex')
  const signature = Buffer.from(input.signature, 'hex')
  if (!isSignedBy(publicKey, Buffer.from(statement), signature)) {
    throw new Refused('ledger.countersignature_invalid', { seq: input.seq })
  }
  const row = {
    id: CountersignatureId.parse(randomUUID()),
    checkpointSeq: input.seq,
    signer: input.signer,
    publicKey,
    signature,
    accountId: ctx.actor.accountId,
    at: sql<Date>`clock_timestamp()`,
  }
  await ctx.tx.insertInto('ledger.countersignature').values(row).execute()
  return { id: row.id }
})

/**
 * Deletes the content of an entry for good: without the salt nothing can be matched to its commitment any
 * more, while the chain stays whole (mission law 7). Only the worker's role may, as the end of a retention.
 */
export const destroySalt = door(async (ctx, entryId: string): Promise<boolean> => {
  const gone = await ctx.tx
    .deleteFrom('ledger.salt')
    .where('entryId', '=', entryId)
    .executeTakeFirst()
  return gone.numDeletedRows === 1n
})

/** Entries must be in the chain within seconds: waiting longer means that no sealer works. */
export const pendingTooLong = check('ledger.pending_too_long', {
  async plant(ctx) {
    const id = randomUUID()
    await ctx.tx
      .insertInto('ledger.pending')
      .values({
        id,
        at: sql<Date>`clock_timestamp() - interval '1 minute'`,
        action: 'ledger.canary',
        commitment: Buffer.alloc(32),
      })
      .execute()
    return id
  },
  find: (ctx) =>
    ctx.tx
      .selectFrom('ledger.pending')
      .select('id')
      .where('at', '<', sql<Date>`clock_timestamp() - interval '10 seconds'`)
      .orderBy('id', 'desc')
      .limit(100)
      .execute(),
})
