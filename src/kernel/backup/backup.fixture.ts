import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject, onTestFinished } from 'vitest'
import { to as copyTo } from 'pg-copy-streams'
import { type Connection, ownerClient } from '../db/pool.ts'
import { createTestDatabase } from '../testing/database.ts'
import { listTables, quoteName } from './product-catalog.ts'

/** A folder of this test alone. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-backup-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A database in which nothing was ever made. */
export async function emptyDatabase(): Promise<Connection> {
  const { connection, drop } = await createTestDatabase(inject('admin'), 'template0')
  onTestFinished(drop)
  return connection
}

export async function askOwner<Row extends object>(
  connection: Connection,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = ownerClient(connection)
  await client.connect()
  try {
    return (await client.query<Row>(text, values)).rows
  } finally {
    await client.end()
  }
}

/** Every product table with a hash of its rows, whatever order they lie in. */
export async function contentOf(connection: Connection): Promise<Record<string, string>> {
  const client = ownerClient(connection)
  await client.connect()
  const content: Record<string, string> = {}
  try {
    await client.query(`set timezone = 'UTC'`)
    for (const table of await listTables(client)) {
      const pieces: AsyncIterable<Buffer> = client.query(
        copyTo(`copy (select t::text from ${quoteName(table)} as t) to stdout`),
      )
      const parts: Buffer[] = []
      for await (const piece of pieces) parts.push(piece)
      const rows = Buffer.concat(parts).toString('utf8').split('\n').sort().join('\n')
      content[quoteName(table)] = createHash('sha256').update(rows).digest('hex')
    }
    return content
  } finally {
    await client.end()
  }
}

/** What is left of a restore that did not happen: nothing. */
export async function tablesIn(connection: Connection): Promise<string[]> {
  const rows = await askOwner<{ name: string }>(
    connection,
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`,
  )
  return rows.map(({ name }) => name)
}
