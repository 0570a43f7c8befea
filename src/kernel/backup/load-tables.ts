import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import pg, { type Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { AppError } from '../errors.ts'
import type { BackupFile } from './backup-file.ts'
import { copyTally } from './copy-tally.ts'
import type { BackedUpTable } from './manifest.ts'
import {
  listForeignKeys,
  listSequences,
  listTables,
  listTriggers,
  quoteName,
} from './product-catalog.ts'

/** What was loaded, and which tables of the backup this program does not know. */
export interface Loaded {
  readonly tables: number
  readonly rows: number
  readonly leftOut: readonly string[]
}

/**
 * Fills freshly migrated tables, inside the transaction that made them. Foreign keys are taken off and put
 * on again behind the rows: no order of tables is needed, circles are allowed, each is checked by one join
 * instead of one queued check a row, and the owner of the tables may do it without being superuser.
 */
export async function loadTables(client: Client, backup: BackupFile): Promise<Loaded> {
  await client.query(`set local client_encoding = 'UTF8'; set local search_path = '';
    set local datestyle = 'ISO'; set local intervalstyle = 'postgres'; set local timezone = 'UTC'`)
  const { wanted, leftOut } = await matchTables(client, backup)
  const foreign = await listForeignKeys(client)
  const triggers = await listTriggers(client)
  for (const { table, name } of foreign) {
    await client.query(`alter table ${table} drop constraint ${name}`)
  }
  for (const { table, name } of triggers) {
    await client.query(`alter table ${table} disable trigger ${name}`)
  }
  // What a migration put into its tables is in the backup as well, as it was later.
  await client.query(`truncate ${(await listTables(client)).map(quoteName).join(', ')}`)
  for (const table of wanted) await loadTable(client, backup, table)
  for (const { table, name } of triggers) {
    await client.query(`alter table ${table} enable trigger ${name}`)
  }
  for (const { table, name, definition } of foreign) {
    await client.query(`alter table ${table} add constraint ${name} ${definition}`)
  }
  await setSequences(client, backup)
  return {
    tables: wanted.length,
    rows: wanted.reduce((sum, { rows }) => sum + rows, 0),
    leftOut,
  }
}

interface Match {
  readonly wanted: readonly BackedUpTable[]
  readonly leftOut: readonly string[]
}

// A table that no migration makes was put there by hand; it is named, and does not hold up the rest.
async function matchTables(client: Client, { manifest }: BackupFile): Promise<Match> {
  const made = new Map((await listTables(client)).map((table) => [quoteName(table), table.columns]))
  const wanted = manifest.tables.filter((table) => made.has(quoteName(table)))
  const odd = wanted.find((table) => {
    const columns = new Set(made.get(quoteName(table)))
    return table.columns.some((column) => !columns.has(column))
  })
  const missing = [...made.keys()].find(
    (name) => !wanted.some((table) => quoteName(table) === name),
  )
  const table = odd ? quoteName(odd) : missing
  if (table !== undefined) throw new AppError(422, 'backup.schema_differs', { table })
  const leftOut = manifest.tables
    .filter((table) => !made.has(quoteName(table)))
    .map(({ schema, name }) => `${schema}.${name}`)
  return { wanted, leftOut }
}

async function loadTable(client: Client, backup: BackupFile, table: BackedUpTable): Promise<void> {
  const columns = table.columns.map((column) => pg.escapeIdentifier(column)).join(', ')
  const tally = copyTally()
  const target = client.query(copyFrom(`copy ${quoteName(table)} (${columns}) from stdin`))
  await pipeline(backup.read(table.piece), createGunzip(), tally.stream, target)
  const { rows, sha256 } = tally.result()
  // The file was whole a moment ago: whoever changed it meanwhile does not get it in.
  if (rows !== table.rows || target.rowCount !== rows || sha256 !== table.sha256) {
    throw new AppError(422, 'backup.damaged', { file: backup.file })
  }
}

async function setSequences(client: Client, { manifest }: BackupFile): Promise<void> {
  const made = new Set((await listSequences(client)).map(quoteName))
  for (const sequence of manifest.sequences.filter((one) => made.has(quoteName(one)))) {
    await client.query('select pg_catalog.setval($1::regclass, $2::bigint, $3)', [
      quoteName(sequence),
      sequence.last,
      sequence.isCalled,
    ])
  }
}
