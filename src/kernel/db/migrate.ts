import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Client } from 'pg'
import { AppError } from '../errors.ts'
import { projectRoot } from '../root.ts'
import { type Connection, ownerClient } from './pool.ts'

export interface Migration {
  readonly name: string
  readonly hash: string
  readonly text: string
}

/** All migrations of the source tree: `…/sql/<time>_<name>.sql`, ordered by the time in the name. */
export function findMigrations(folder: string = join(projectRoot, 'src')): Migration[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|\/)sql\/[^/]+\.sql$/.test(path))
    .map((path) => {
      const text = readFileSync(join(folder, path), 'utf8')
      return {
        name: basename(path, '.sql'),
        hash: createHash('sha256').update(text).digest('hex'),
        text,
      }
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

// One number for the whole installation: two processes that start together migrate one after the other.
const migrationLock = 7_315_021

/** Brings a database up to the tree. Refuses a migration whose text was changed after it ran. */
export async function migrate(
  connection: Connection,
  migrations = findMigrations(),
): Promise<string[]> {
  const client = ownerClient(connection)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    return await applyAll(client, migrations)
  } finally {
    await client.end()
  }
}

async function applyAll(client: Client, migrations: Migration[]): Promise<string[]> {
  await client.query(`create schema if not exists kernel;
    create table if not exists kernel.migration (
      name text primary key, hash text not null, applied_at timestamptz not null)`)
  const { rows } = await client.query<{ name: string; hash: string }>(
    'select name, hash from kernel.migration',
  )
  const known = new Map(rows.map((row) => [row.name, row.hash]))
  refuseForeign(known, migrations)
  const applied: string[] = []
  for (const migration of migrations) {
    if (known.has(migration.name)) continue
    await applyOne(client, migration)
    applied.push(migration.name)
  }
  return applied
}

function refuseForeign(known: Map<string, string>, migrations: Migration[]): void {
  const changed = migrations.find(({ name, hash }) => known.has(name) && known.get(name) !== hash)
  if (changed) throw new AppError(500, 'kernel.database.migration_changed', { name: changed.name })
  const names = new Set(migrations.map(({ name }) => name))
  const newer = [...known.keys()].find((name) => !names.has(name))
  if (newer) throw new AppError(500, 'kernel.database.migration_newer', { name: newer })
}

async function applyOne(client: Client, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(migration.text)
    await client.query('insert into kernel.migration values ($1, $2, now())', [
      migration.name,
      migration.hash,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`migration ${migration.name} failed`, { cause: error })
  }
}
