import type { Client } from 'pg'
import { findMigrations, migrate, type Migration } from '../db/migrate.ts'
import { type Connection, ownerClient } from '../db/pool.ts'
import { sqlState } from '../db/transact.ts'
import { AppError } from '../errors.ts'
import { openKeys } from '../keys.ts'
import { readExported } from '../ledger/exported-checkpoint.ts'
import { ledgerKeyName } from '../ledger/sealer.ts'
import { type Verification, verifyLedger } from '../ledger/verify.ts'
import { type KeyBundle, placeKeys, readKeyFolder, refuseOtherKeys } from './key-bundle.ts'
import { type Loaded, loadTables } from './load-tables.ts'
import type { Manifest } from './manifest.ts'
import { listAnyTables } from './product-catalog.ts'
import { planRestore, type RestorePlan, type RestoreSource } from './restore-plan.ts'

export interface RestoreTarget {
  /** Of an empty database, as its owner. */
  readonly connection: Connection
  readonly keysFolder: string
}

export interface Restored extends Loaded {
  readonly installation: Manifest['installation']
  readonly createdAt: Date
  /** Migrations that this program added to those of the backup. */
  readonly migratedUp: readonly string[]
  readonly ledger: Verification
  /** `missing`: what the keys sealed cannot be opened, and the ledger not continued, until they are back. */
  readonly keys: 'restored' | 'in_place' | 'missing'
}

/** Restores a backup into an empty database; after a refusal nothing has changed. */
export async function restoreBackup(
  options: RestoreSource & RestoreTarget & { readonly migrations?: readonly Migration[] },
): Promise<Restored> {
  const known = options.migrations ?? findMigrations()
  const plan = await planRestore(options, known)
  try {
    return await restorePlan(plan, options, known)
  } finally {
    await plan.close()
  }
}

/** The part that needs the database. */
export async function restorePlan(
  plan: RestorePlan,
  target: RestoreTarget,
  known: readonly Migration[],
): Promise<Restored> {
  if (plan.keys) await refuseOtherKeys(target.keysFolder, plan.keys)
  const loaded = await loadAll(plan, target)
  const migratedUp = await migrate(target.connection, [...known])
  await gatherStatistics(target.connection)
  const { manifest } = plan.backup
  return {
    ...loaded,
    installation: manifest.installation,
    createdAt: new Date(manifest.createdAt),
    migratedUp,
    ledger: await verifyRestored(plan, target),
    keys: await keysOf(plan.keys, target.keysFolder),
  }
}

// One transaction from the first schema to the last row: killed at any point, it leaves an empty database.
async function loadAll(plan: RestorePlan, target: RestoreTarget): Promise<Loaded> {
  const client = ownerClient(target.connection)
  // The loss is told by the query that was running.
  client.on('error', () => {})
  await client.connect()
  let takeKeysAway = async () => {}
  try {
    await client.query(`set statement_timeout = 0; set lock_timeout = 0;
      set idle_in_transaction_session_timeout = 0; begin`)
    await claimEmpty(client)
    for (const { text } of plan.migrations) await client.query(text)
    const loaded = await loadTables(client, plan.backup)
    if (plan.keys) takeKeysAway = await placeKeys(target.keysFolder, plan.keys)
    await client.query('commit')
    return loaded
  } catch (error) {
    await takeKeysAway()
    throw isDiskFull(error) ? new AppError(507, 'kernel.disk_full') : error
  } finally {
    await client.end()
  }
}

function isDiskFull(error: unknown): boolean {
  return sqlState(error) === '53100' || sqlState(error) === 'ENOSPC'
}

// Without "if not exists": of two restores, or a restore and a start, at the same moment one fails here.
async function claimEmpty(client: Client): Promise<void> {
  const present = await listAnyTables(client)
  if (present.length > 0) throw await describePresent(client, present)
  await client.query(`create schema kernel;
    create table kernel.migration (
      name text primary key, hash text not null, applied_at timestamptz not null)`)
}

async function describePresent(client: Client, present: readonly string[]): Promise<AppError> {
  if (present.includes('kernel.installation')) {
    const { rows } = await client.query<{ name_zh: string; name_en: string }>(
      'select name_zh, name_en from kernel.installation',
    )
    const names = rows[0]
    if (names) {
      const params = { name: `${names.name_zh} ${names.name_en}` }
      return new AppError(409, 'backup.target_is_installation', params)
    }
  }
  const shown = present.slice(0, 3).join(', ')
  return new AppError(409, 'backup.target_not_empty', { count: present.length, shown })
}

// Without figures of its own the planner would read whole tables until autovacuum has come by.
async function gatherStatistics(connection: Connection): Promise<void> {
  const client = ownerClient(connection)
  await client.connect()
  try {
    await client.query('set statement_timeout = 0; analyze')
  } finally {
    await client.end()
  }
}

/** The ledger must reach the checkpoint that the backup names, signed by the key that came back with it. */
async function verifyRestored(plan: RestorePlan, target: RestoreTarget): Promise<Verification> {
  const { checkpoint } = plan.backup.manifest.ledger
  const expected = checkpoint && readExported(JSON.stringify(checkpoint))
  const own = openKeys(target.keysFolder).knownSigningKey(ledgerKeyName)
  return verifyLedger(target.connection, {
    ...(expected && { expected }),
    ...(own && { trusted: [own.fingerprint.toString('hex')] }),
  })
}

async function keysOf(bundle: KeyBundle | null, folder: string): Promise<Restored['keys']> {
  if (bundle) return 'restored'
  return Object.keys(await readKeyFolder(folder)).length > 0 ? 'in_place' : 'missing'
}
