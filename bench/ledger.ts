// How fast is the ledger verified and sealed, and how long does one entry alone take to be sealed?
// npx tsx bench/ledger.ts [--url postgres://…] [--entries 1000000] [--json]
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { settableClock } from '#kernel/clock.ts'
import { migrate } from '#kernel/db/migrate.ts'
import { type Connection, ownerClient, servingPool } from '#kernel/db/pool.ts'
import type { Log } from '#kernel/jobs/worker.ts'
import { openKeys } from '#kernel/keys.ts'
import { leaveText } from '#kernel/ledger/ledger-rows.fixture.ts'
import { ledgerSealer } from '#kernel/ledger/sealer.ts'
import { verifyLedger } from '#kernel/ledger/verify.ts'
import { openRuntime } from '#kernel/open-runtime.ts'
import { createTestDatabase } from '#kernel/testing/database.ts'

interface BenchOptions {
  readonly connection: Connection
  readonly entries?: number
}

interface LedgerFigures {
  readonly bench: 'ledger'
  readonly verify_per_s: number
  readonly seal_per_s: number
  readonly seal_one_p95_ms: number
  readonly entries: number
  readonly checkpoints: number
  readonly server: string
  readonly machine: string
}

const silent: Log = { info() {}, error() {} }
const singles = 1000

/** Measures in a database of its own on the server of `connection`, and drops it. */
export async function runLedgerBench(options: BenchOptions): Promise<LedgerFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-bench-'))
  const database = await createTestDatabase(options.connection, 'template1')
  try {
    await migrate(database.connection)
    return await measure(database.connection, folder, options.entries ?? 1_000_000)
  } finally {
    await database.drop()
    rmSync(folder, { recursive: true })
  }
}

async function measure(
  connection: Connection,
  folder: string,
  entries: number,
): Promise<LedgerFigures> {
  const pool = servingPool(connection, 2)
  const owner = ownerClient(connection)
  await owner.connect()
  const runtime = await openRuntime({ pool, clock: settableClock(), modules: [] })
  const keys = openKeys(join(folder, 'keys'))
  const seal = ledgerSealer(keys)
  const trusted = [keys.signingKey('ledger-signing').fingerprint.toString('hex')]
  const sealOne: number[] = []
  for (let n = 1; n <= singles; n += 1) {
    await owner.query(leaveText, [n, n])
    const started = performance.now()
    await seal(runtime, silent)
    sealOne.push(performance.now() - started)
  }
  const slice = 50_000
  let sealMs = 0
  for (let from = singles + 1; from <= entries; from += slice) {
    await owner.query(leaveText, [from, Math.min(from + slice - 1, entries)])
    const started = performance.now()
    while ((await seal(runtime, silent)) > 0);
    sealMs += performance.now() - started
  }
  await owner.query('vacuum analyze ledger.entry')
  const whole = await verified(connection, trusted)
  const { rows } = await owner.query<{ server_version: string }>('show server_version')
  await owner.end()
  await pool.end()
  return {
    bench: 'ledger',
    verify_per_s: whole.perSecond,
    seal_per_s: Math.round(((entries - singles) / sealMs) * 1000),
    seal_one_p95_ms: Math.round((sealOne.sort((a, b) => a - b)[singles * 0.95] ?? 0) * 10) / 10,
    entries: whole.entries,
    checkpoints: whole.checkpoints,
    server: rows[0]?.server_version ?? '',
    machine: `${cpus().length} × ${cpus()[0]?.model ?? ''}, Node ${process.version}`,
  }
}

async function verified(connection: Connection, trusted: string[]) {
  const result = await verifyLedger(connection, { trusted })
  if (!result.ok) throw new Error(`the ledger is damaged: ${JSON.stringify(result.firstDamaged)}`)
  return result
}
