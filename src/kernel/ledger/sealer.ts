import type { ClientBase } from 'pg'
import { inTransaction } from '../db/transact.ts'
import { AppError } from '../errors.ts'
import { workTransaction } from '../jobs/reaction.ts'
import type { Round } from '../jobs/worker.ts'
import type { Keys, SigningKey } from '../keys.ts'
import { digestOf, isSignedBy, nothingBefore, statementOf } from './checkpoint.ts'
import { entryBytes, entryHash } from './entry-check.ts'
import { emptyTree, type MerkleTree, resumeTree } from './merkle.ts'

/** The end of the ledger: what the next entry and the next checkpoint are built on. */
interface Head {
  readonly seq: number
  readonly tree: MerkleTree
  readonly hash: Buffer
  readonly digest: Buffer
  /** Null before the first checkpoint. */
  readonly key: Buffer | null
}

interface PendingRow {
  readonly id: string
  readonly content: Buffer
}

/** The name of the key that signs checkpoints. */
export const ledgerKeyName = 'ledger-signing'

// One number for the whole installation: two processes never extend the chain at the same time.
const sealLock = 7_315_060
const batch = 5000

/**
 * The worker's part that moves what writes have left into the chain: numbers, links, checkpoint and
 * signature in one transaction. It claims rows and remembers no position, so a write that commits late is
 * sealed late but never missed; a sealer that dies leaves everything as it was.
 */
export function ledgerSealer(keys: Keys): Round {
  const key = keys.signingKey(ledgerKeyName)
  return async function sealLedger(runtime) {
    const at = runtime.clock.real()
    return inTransaction(runtime.pool, workTransaction, async ({ client }) => {
      if (!(await isAlone(client))) return 0
      const rows = await claimPending(client)
      if (rows.length === 0) return 0
      const head = await readHead(client)
      if (!head.key) await enterKey(client, key, { seq: 1, at })
      else if (!head.key.equals(key.fingerprint)) throw refusal('ledger.key_not_accepted', head)
      await appendEntries(client, head, rows)
      await signCheckpoint(client, key, { head, at })
      return rows.length
    })
  }
}

/**
 * Hands the ledger over to the key of this folder (the old one was lost, or its term is over). A person
 * decides it after verifying: from here on the new key vouches for everything before it too.
 */
export async function acceptKey(client: ClientBase, keys: Keys, at: Date): Promise<boolean> {
  const key = keys.signingKey(ledgerKeyName)
  await client.query('select pg_advisory_xact_lock($1)', [sealLock])
  const head = await readHead(client)
  if (!head.key || head.key.equals(key.fingerprint)) return false
  await enterKey(client, key, { seq: head.seq + 1, at })
  await signCheckpoint(client, key, { head, at })
  return true
}

async function isAlone(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ alone: boolean }>({
    name: 'seal-lock',
    text: 'select pg_try_advisory_xact_lock($1) as alone',
    values: [sealLock],
  })
  return rows[0]?.alone ?? false
}

async function claimPending(client: ClientBase): Promise<PendingRow[]> {
  const { rows } = await client.query<PendingRow>({
    name: 'seal-claim',
    text: `select id, ledger.content(id, at, account_id, post, unit_code, action, subject_kind, subject_id,
        commitment) as content
      from ledger.pending order by id limit ${batch} for update skip locked`,
  })
  return rows
}

interface HeadRow {
  readonly seq: number
  readonly size: number
  readonly root: Buffer
  readonly peaks: Buffer
  readonly key: Buffer
  readonly public_key: Buffer
  readonly statement: Buffer
  readonly signature: Buffer
  readonly hash: Buffer | null
  readonly surplus: boolean
}

// Nothing is built on a head that does not hold: better entries that wait, and are seen waiting, than a
// valid signature over forged ones.
async function readHead(client: ClientBase): Promise<Head> {
  const { rows } = await client.query<HeadRow>({
    name: 'seal-head',
    text: `select c.seq, c.size, c.root, c.peaks, c.key, k.public_key, c.signature, e.hash,
        ledger.statement(c.seq, c.size, c.root, c.at, c.key, c.previous_digest) as statement,
        exists (select from ledger.entry where seq > c.size) as surplus
      from (select 0 as seq) as nothing
      left join lateral (select * from ledger.checkpoint order by seq desc limit 1) as c on true
      left join ledger.signing_key as k on k.fingerprint = c.key
      left join ledger.entry as e on e.seq = c.size
      where c.seq is not null`,
  })
  const row = rows[0]
  if (!row) return emptyHead(client)
  const tree = resumeTree(row.size, row.peaks)
  const isWhole =
    tree?.root().equals(row.root) === true &&
    isSignedBy(row.public_key, row.statement, row.signature) &&
    row.hash !== null &&
    !row.surplus
  if (!tree || !row.hash || !isWhole) throw refusal('ledger.head_damaged', row)
  return { seq: row.seq, tree, hash: row.hash, digest: digestOf(row), key: row.key }
}

async function emptyHead(client: ClientBase): Promise<Head> {
  const { rows } = await client.query<{ some: boolean }>(
    'select exists (select from ledger.entry) as some',
  )
  if (rows[0]?.some) throw refusal('ledger.head_damaged', { seq: 0 })
  return { seq: 0, tree: emptyTree(), hash: nothingBefore, digest: nothingBefore, key: null }
}

function refusal(
  code: 'ledger.head_damaged' | 'ledger.key_not_accepted',
  { seq }: { readonly seq: number },
): AppError {
  return new AppError(500, code, { seq })
}

async function enterKey(
  client: ClientBase,
  key: SigningKey,
  from: { readonly seq: number; readonly at: Date },
): Promise<void> {
  await client.query(
    `insert into ledger.signing_key (fingerprint, public_key, from_seq, from_at) values ($1, $2, $3, $4)
     on conflict (fingerprint) do nothing`,
    [key.fingerprint, key.publicKey, from.seq, from.at],
  )
}

// Content moves from table to table inside the database; only numbers and hashes travel.
async function appendEntries(
  client: ClientBase,
  head: Head,
  rows: readonly PendingRow[],
): Promise<void> {
  const first = head.tree.size() + 1
  const hashes: Buffer[] = []
  for (const [place, { content }] of rows.entries()) {
    const previousHash = hashes.at(-1) ?? head.hash
    const hash = entryHash(entryBytes({ seq: first + place, previousHash, content }))
    hashes.push(hash)
    head.tree.add(hash)
  }
  const moved = await client.query({
    name: 'seal-move',
    text: `with gone as (
        delete from ledger.pending p using unnest($1::uuid[], $2::bytea[], $3::bytea[])
            with ordinality as s(id, previous_hash, hash, place)
          where p.id = s.id returning p.*, s.previous_hash, s.hash, s.place)
      insert into ledger.entry (seq, previous_hash, id, at, account_id, post, unit_code, action,
        subject_kind, subject_id, commitment, hash)
      select $4::bigint + place - 1, previous_hash, id, at, account_id, post, unit_code, action,
        subject_kind, subject_id, commitment, hash from gone order by place`,
    values: [rows.map(({ id }) => id), [head.hash, ...hashes.slice(0, -1)], hashes, first],
  })
  if (moved.rowCount !== rows.length)
    throw new Error('a claimed entry was gone before it was sealed')
}

async function signCheckpoint(
  client: ClientBase,
  key: SigningKey,
  { head, at }: { readonly head: Head; readonly at: Date },
): Promise<void> {
  const checkpoint = {
    seq: head.seq + 1,
    size: head.tree.size(),
    root: head.tree.root(),
    at,
    key: key.fingerprint,
    previousDigest: head.digest,
  }
  await client.query({
    name: 'seal-checkpoint',
    text: `insert into ledger.checkpoint (seq, size, root, at, key, previous_digest, peaks, signature)
      values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      checkpoint.seq,
      checkpoint.size,
      checkpoint.root,
      checkpoint.at,
      checkpoint.key,
      checkpoint.previousDigest,
      head.tree.peaks(),
      key.sign(Buffer.from(statementOf(checkpoint))),
    ],
  })
}
