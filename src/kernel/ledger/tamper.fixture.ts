import { entryBytes, entryHash } from './entry-check.ts'
import { nothingBefore } from './checkpoint.ts'
import type { LedgerGround } from './ledger.fixture.ts'

type Sql = LedgerGround['app']['sql']

const tables = ['signing_key', 'checkpoint', 'entry', 'countersignature']
const emptied = tables.map((table) => `delete from ledger.${table}`).reverse()
const filled = tables.map((table) => `insert into ledger.${table} table kept_${table}`)

/** Keeps a copy of the ledger; the answer puts it back. */
export async function keepCopy(sql: Sql): Promise<() => Promise<void>> {
  // An owner who forges is not held by constraints either.
  await sql(`alter table ledger.entry drop constraint entry_seq_check`)
  for (const table of tables) await sql(`create table kept_${table} as table ledger.${table}`)
  return async () => {
    await sql([...emptied, ...filled].join('; '))
  }
}

/** The columns of an entry, and how each is changed a little at a position. */
export const entryChanges: Readonly<Record<string, string>> = {
  seq: 'seq + 1000',
  previous_hash: flip('previous_hash'),
  id: `overlay(id::text placing (case substr(id::text, 36 - $2::int % 12, 1) when '0' then 'a' else '0' end)
    from 36 - $2::int % 12 for 1)::uuid`,
  at: `at + ($2::int % 1000 + 1) * interval '1 microsecond'`,
  account_id: `case when account_id is null then '0196f3c0-0000-7000-9000-000000000999'::uuid end`,
  post: changeText('post'),
  unit_code: changeText('unit_code'),
  action: `action || chr(97 + $2::int % 26)`,
  subject_kind: changeText('subject_kind'),
  subject_id: changeText('subject_id'),
  commitment: flip('commitment'),
  hash: flip('hash'),
}

/** The same for a checkpoint. */
export const checkpointChanges: Readonly<Record<string, string>> = {
  size: 'size + 1',
  previous_digest: flip('previous_digest'),
  root: flip('root'),
  at: `at + ($2::int % 1000 + 1) * interval '1 microsecond'`,
  peaks: flip('peaks'),
  signature: flip('signature'),
}

function flip(column: string): string {
  return `set_byte(${column}, $2::int % length(${column}),
    get_byte(${column}, $2::int % length(${column})) # (1 << ($2::int % 8)))`
}

// Absent becomes empty, a word absent, longer or shorter: forms that a careless encoding would confuse.
function changeText(column: string): string {
  return `case when ${column} is null then '' when $2::int % 3 = 0 then null
    when $2::int % 3 = 1 then ${column} || 'x' else left(${column}, -1) end`
}

/** What a skilled forger does without the key: gives every entry from `seq` to `upTo` a fitting hash. */
export async function rehash(
  sql: Sql,
  { seq, upTo }: { readonly seq: number; readonly upTo: number },
): Promise<void> {
  const before = await sql<{ hash: Buffer }>('select hash from ledger.entry where seq = $1', [
    seq - 1,
  ])
  let previousHash = before[0]?.hash ?? nothingBefore
  const rows = await sql<{ seq: number; content: Buffer }>(
    `select seq, ledger.content(id, at, account_id, post, unit_code, action, subject_kind, subject_id,
       commitment) as content from ledger.entry where seq between $1 and $2 order by seq`,
    [seq, upTo],
  )
  for (const row of rows) {
    const hash = entryHash(entryBytes({ ...row, previousHash }))
    await sql('update ledger.entry set previous_hash = $2, hash = $3 where seq = $1', [
      row.seq,
      previousHash,
      hash,
    ])
    previousHash = hash
  }
}
