import { sql } from 'kysely'
import type { ReadDb } from '../db/handles.ts'
import { digestOf, isSignedBy, keyRing, nothingBefore } from './checkpoint.ts'
import {
  checkpointCheck,
  type CheckpointStart,
  firstCheckpoint,
  checkpointFields,
} from './checkpoint-check.ts'
import { type Damage, earlier } from './damage.ts'
import { entryCheck, entryFields, type EntryStart } from './entry-check.ts'
import type { LedgerTables } from './ledger.module.ts'
import { emptyTree, resumeTree } from './merkle.ts'
import { tupleReader } from './tuples.ts'

type Db = ReadDb<LedgerTables>

const rowsPerPage = 5000

interface Tail {
  readonly ok: boolean
  readonly from: number
  readonly to: number
  readonly isComplete: boolean
  readonly tookMs: number
  readonly firstDamaged: Damage | null
}

/**
 * Verifies the last entries from a signed checkpoint on, inside a request. It trusts the keys of the ledger
 * itself: the proof to an outsider is `bulwark ledger verify`.
 */
export async function verifyTail(
  db: Db,
  { last, deadlineMs }: { readonly last: number; readonly deadlineMs: number },
): Promise<Tail> {
  const started = performance.now()
  const isLate = () => performance.now() - started > deadlineMs
  const end = await db
    .selectFrom('ledger.checkpoint')
    .select(['seq', 'size'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  const answer = (from: number, to: number, rest: Pick<Tail, 'isComplete' | 'firstDamaged'>) => ({
    ok: rest.firstDamaged === null,
    from,
    to,
    tookMs: Math.round(performance.now() - started),
    ...rest,
  })
  if (!end) return answer(0, 0, { isComplete: true, firstDamaged: null })
  const keys = keyRing(
    await db.selectFrom('ledger.signingKey').select(['fingerprint', 'publicKey']).execute(),
  )
  const start = await findStart(db, keys, end.size - last)
  if ('why' in start) return answer(start.seq, start.seq, { isComplete: true, firstDamaged: start })
  const checkpoints = checkpointCheck({ keys, trusted: null, start: start.checkpoint })
  const signed = await feedPages({
    page: (after) => checkpointPage(db, after, end.seq),
    reader: tupleReader(checkpointFields, checkpoints.take, { head: false }),
    from: start.checkpoint.seq,
    isLate,
  })
  const damage = signed ? checkpoints.finish() : null
  const entries = entryCheck({ checkpoints, start: start.entry })
  const isComplete = await feedPages({
    page: (after) => entryPage(db, after, end.size),
    reader: tupleReader(entryFields, entries.take, { head: false }),
    from: start.checkpoint.size,
    isLate: () => !signed || isLate(),
  })
  const firstDamaged = earlier(entries.finish({ isWhole: isComplete }), damage)
  const from = Math.min(start.checkpoint.size + 1, end.size)
  return answer(from, entries.tree().size(), { isComplete, firstDamaged })
}

interface Start {
  readonly checkpoint: CheckpointStart
  readonly entry: EntryStart
}

/** The newest checkpoint at or below `size`, with all that is needed to go on from it. */
async function findStart(
  db: Db,
  keys: ReadonlyMap<string, Buffer>,
  size: number,
): Promise<Start | Damage> {
  const row = await db
    .selectFrom('ledger.checkpoint as c')
    .leftJoin('ledger.entry as e', 'e.seq', 'c.size')
    .select(['c.seq', 'c.size', 'c.root', 'c.key', 'c.peaks', 'c.signature', 'e.hash'])
    .select(
      sql<Buffer>`ledger.statement(c.seq, c.size, c.root, c.at, c.key, c.previous_digest)`.as(
        'statement',
      ),
    )
    .where('c.size', '<=', size)
    .orderBy('c.size', 'desc')
    .orderBy('c.seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row)
    return { checkpoint: firstCheckpoint, entry: { tree: emptyTree(), hash: nothingBefore } }
  const publicKey = keys.get(row.key.toString('hex'))
  if (!publicKey || !isSignedBy(publicKey, row.statement, row.signature)) {
    return { seq: row.size, upTo: row.size, why: 'signature' }
  }
  const tree = resumeTree(row.size, row.peaks)
  if (!tree?.root().equals(row.root)) return { seq: row.size, upTo: row.size, why: 'checkpoint' }
  if (!row.hash) return { seq: row.size, upTo: row.size, why: 'missing' }
  return {
    checkpoint: { seq: row.seq, size: row.size, digest: digestOf(row) },
    entry: { tree, hash: row.hash },
  }
}

interface Page {
  readonly rows: Buffer | null
  readonly lastSeq: number | null
}

/** Reads page after page; false when the time was up first. */
async function feedPages(options: {
  readonly page: (after: number) => Promise<Page>
  readonly reader: ReturnType<typeof tupleReader>
  readonly from: number
  readonly isLate: () => boolean
}): Promise<boolean> {
  let after = options.from
  for (;;) {
    if (options.isLate()) return false
    const { rows, lastSeq } = await options.page(after)
    if (!rows || lastSeq === null) return true
    if (!options.reader.feed(rows)) return true
    after = lastSeq
  }
}

// The rows as binary COPY would write them, joined into one value: no object per row.
async function entryPage(db: Db, after: number, end: number): Promise<Page> {
  const { rows } = await sql<Page>`
    select max(seq) as last_seq, string_agg('\\x000c'::bytea || ledger.field(int8send(seq))
      || ledger.field(previous_hash) || ledger.content(id, at, account_id, post, unit_code, action,
        subject_kind, subject_id, commitment) || ledger.field(hash), ''::bytea order by seq) as rows
    from (select * from ledger.entry where seq > ${after} and seq <= ${end} order by seq
      limit ${rowsPerPage}) as e`.execute(db)
  return rows[0] ?? { rows: null, lastSeq: null }
}

async function checkpointPage(db: Db, after: number, end: number): Promise<Page> {
  const { rows } = await sql<Page>`
    select max(seq) as last_seq, string_agg('\\x0008'::bytea || ledger.field(int8send(seq))
      || ledger.field(int8send(size)) || ledger.field(root) || ledger.field(key)
      || ledger.field(previous_digest)
      || ledger.field(ledger.statement(seq, size, root, at, key, previous_digest))
      || ledger.field(peaks) || ledger.field(signature), ''::bytea order by seq) as rows
    from (select * from ledger.checkpoint where seq > ${after} and seq <= ${end} order by seq
      limit ${rowsPerPage}) as c`.execute(db)
  return rows[0] ?? { rows: null, lastSeq: null }
}
