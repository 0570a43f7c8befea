import type { Client } from 'pg'
import { businessTime, type ClockSetting } from '../clock.ts'
import { bindClient, type ReadDb } from '../db/handles.ts'
import { findMigrations, type Migration } from '../db/migrate.ts'
import type { LedgerTables } from '../ledger/ledger.module.ts'
import { verifyTail } from '../ledger/verify-tail.ts'
import { retype } from '../retype.ts'
import type { Finding } from './finding.ts'

/** What the checks of the machine need to know of the database. */
export interface DatabaseView {
  readonly findings: readonly Finding[]
  /** Real or drill; null before the set-up. */
  readonly kind: string | null
  /** Fingerprint of the key that signed the ledger's end; null before the first checkpoint. */
  readonly signer: string | null
}

const sealedWithinSeconds = 60
const timersWithinMs = 60_000
const apartSeconds = 2
const tailEntries = 10_000

/** Looks at a database that answers; what needs tables is only asked when they are up to date. */
export async function checkDatabase(
  client: Client,
  migrations: readonly Migration[] = findMigrations(),
): Promise<DatabaseView> {
  const version = await checkVersion(client)
  const migrated = await checkMigrations(client, migrations)
  if (!migrated.ok) return { findings: [version, migrated], kind: null, signer: null }
  const kind = await readKind(client)
  const clock = await readClock(client)
  return {
    kind,
    signer: await readSigner(client),
    findings: [
      version,
      migrated,
      await checkClock(client, { kind, clock }),
      await checkLedger(client),
      await checkStandingChecks(client),
      await checkJobs(client),
      await checkTimers(client, clock),
    ],
  }
}

async function checkVersion(client: Client): Promise<Finding> {
  const { rows } = await client.query<{ version: string; number: number }>(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int as number`,
  )
  const { version, number } = rows[0] ?? { version: '', number: 0 }
  const ok = number >= 150_000 && number < 190_000
  const code = ok ? 'doctor.database.ok' : 'doctor.database.unsupported'
  return { name: 'database', ok, code, params: { version } }
}

async function checkMigrations(client: Client, migrations: readonly Migration[]): Promise<Finding> {
  const name = 'migrations'
  const there = await client.query<{ there: boolean }>(
    `select to_regclass('kernel.migration') is not null as there`,
  )
  const { rows } = there.rows[0]?.there
    ? await client.query<{ name: string; hash: string }>('select name, hash from kernel.migration')
    : { rows: [] }
  const applied = new Map(rows.map((row) => [row.name, row.hash]))
  const known = new Set(migrations.map((migration) => migration.name))
  const changed = migrations.find((one) => (applied.get(one.name) ?? one.hash) !== one.hash)
  if (changed) {
    const params = { name: changed.name }
    return { name, ok: false, code: 'kernel.database.migration_changed', params }
  }
  const newer = [...applied.keys()].find((one) => !known.has(one))
  if (newer !== undefined) {
    return { name, ok: false, code: 'kernel.database.migration_newer', params: { name: newer } }
  }
  const count = migrations.length - applied.size
  if (count > 0) return { name, ok: false, code: 'doctor.migrations.pending', params: { count } }
  return { name, ok: true, code: 'doctor.migrations.ok', params: { count: applied.size } }
}

async function readKind(client: Client): Promise<string | null> {
  const { rows } = await client.query<{ kind: string }>('select kind from kernel.installation')
  return rows[0]?.kind ?? null
}

async function readClock(client: Client): Promise<ClockSetting | null> {
  const { rows } = await client.query<ClockSetting>(
    `select anchor_real as "anchorReal", anchor_business as "anchorBusiness", speed from kernel.clock`,
  )
  return rows[0] ?? null
}

/** In a real installation business time is real time, and program and database agree on it. */
async function checkClock(
  client: Client,
  { kind, clock }: { readonly kind: string | null; readonly clock: ClockSetting | null },
): Promise<Finding> {
  const name = 'clock'
  const before = Date.now()
  const { rows } = await client.query<{ at: Date }>('select clock_timestamp() as at')
  const between = (before + Date.now()) / 2
  const seconds = Math.round(Math.abs((rows[0]?.at.getTime() ?? 0) - between) / 1000)
  if (seconds > apartSeconds) {
    return { name, ok: false, code: 'doctor.clock.apart', params: { seconds } }
  }
  if (!clock) return { name, ok: true, code: 'doctor.clock.real' }
  const ok = kind !== 'real'
  const code = ok ? 'doctor.clock.drill' : 'doctor.clock.bent'
  return { name, ok, code, params: { speed: clock.speed } }
}

async function readSigner(client: Client): Promise<string | null> {
  const { rows } = await client.query<{ key: string }>(
    `select encode(key, 'hex') as key from ledger.checkpoint order by seq desc limit 1`,
  )
  return rows[0]?.key ?? null
}

async function checkLedger(client: Client): Promise<Finding> {
  const name = 'ledger'
  const bound = bindClient(client)
  const tail = await verifyTail(retype<ReadDb<LedgerTables>>(bound.db), {
    last: tailEntries,
    deadlineMs: 5000,
  })
  await bound.close()
  if (tail.firstDamaged) {
    return {
      name,
      ok: false,
      code: 'doctor.ledger.damaged',
      params: { seq: tail.firstDamaged.seq },
    }
  }
  const { rows } = await client.query<{ entries: number; waited: number; minutes: number | null }>(
    `select (select count(*) from ledger.pending) as entries,
       (select coalesce(extract(epoch from now() - min(at)), 0)::int from ledger.pending) as waited,
       (select (extract(epoch from now() - max(at)) / 60)::int from ledger.checkpoint) as minutes`,
  )
  const { entries, waited, minutes } = rows[0] ?? { entries: 0, waited: 0, minutes: null }
  if (waited > sealedWithinSeconds) {
    return { name, ok: false, code: 'doctor.ledger.waiting', params: { entries, waited } }
  }
  if (minutes === null) return { name, ok: true, code: 'doctor.ledger.empty' }
  const params = { from: tail.from, to: tail.to, minutes }
  return { name, ok: true, code: 'doctor.ledger.ok', params }
}

async function checkStandingChecks(client: Client): Promise<Finding> {
  const name = 'checks'
  const { rows } = await client.query<{ name: string; red: boolean; minutes: number }>(
    `select name, not sees_canary or found > 0 as red,
       (extract(epoch from now() - ran_at) / 60)::int as minutes
     from kernel.standing_check where ran_at > 'epoch' order by name`,
  )
  const red = rows.filter((row) => row.red).map((row) => row.name)
  if (red.length > 0) {
    const params = { count: red.length, names: red.join(', ') }
    return { name, ok: false, code: 'doctor.checks.red', params }
  }
  if (rows.length === 0) return { name, ok: true, code: 'doctor.checks.never' }
  const minutes = Math.max(...rows.map((row) => row.minutes))
  return { name, ok: true, code: 'doctor.checks.ok', params: { count: rows.length, minutes } }
}

async function checkJobs(client: Client): Promise<Finding> {
  const { rows } = await client.query<{ name: string; count: number }>(
    'select name, count(*) as count from kernel.job where failed_at is not null group by name order by name',
  )
  const count = rows.reduce((sum, row) => sum + row.count, 0)
  if (count === 0) return { name: 'jobs', ok: true, code: 'doctor.jobs.ok' }
  const params = { count, names: rows.map((row) => row.name).join(', ') }
  return { name: 'jobs', ok: false, code: 'doctor.jobs.failed', params }
}

/** Overdue is judged by business time, as the worker does. */
async function checkTimers(client: Client, clock: ClockSetting | null): Promise<Finding> {
  const real = new Date()
  const now = clock ? businessTime(clock, real) : real
  const { rows } = await client.query<{ count: number }>(
    'select count(*) as count from kernel.timer where due_at < $1',
    [new Date(now.getTime() - timersWithinMs * Math.max(1, clock?.speed ?? 1))],
  )
  const count = rows[0]?.count ?? 0
  const ok = count === 0
  const code = ok ? 'doctor.timers.ok' : 'doctor.timers.overdue'
  return { name: 'timers', ok, code, params: { count } }
}
