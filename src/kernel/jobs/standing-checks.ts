import { inTransaction, type Transaction } from '../db/transact.ts'
import type { StandingCheck } from '../module.ts'
import { retype } from '../retype.ts'
import type { Runtime } from '../runtime.ts'
import { writeContext } from '../write-context.ts'
import { workTransaction } from './reaction.ts'
import type { Log } from './worker.ts'

const everyMs = 60_000
const samples = 20

/** Runs each standing check once a minute, whichever process comes first. */
export async function standingChecks(runtime: Runtime, log: Log): Promise<number> {
  const checks = runtime.modules.flatMap((module) => module.checks ?? [])
  // Before the set-up there is nothing to check, and nowhere to plant a canary.
  if (runtime.units().all.length === 0) return 0
  let ran = 0
  for (const check of checks) {
    const isRun = await inTransaction(runtime.pool, workTransaction, (tx) =>
      runIfDue(runtime, tx, check),
    )
    if (isRun) ran += 1
    if (isRun && !isRun.seesCanary)
      log.error({ check: check.name }, 'a standing check missed its canary')
  }
  return ran
}

interface CheckResult {
  readonly seesCanary: boolean
  readonly found: readonly string[]
}

// The row is the turn: whoever locks it and finds it old enough runs the check; the others pass by.
async function runIfDue(
  runtime: Runtime,
  tx: Transaction,
  check: StandingCheck,
): Promise<CheckResult | null> {
  const real = runtime.clock.real()
  await tx.client.query(
    `insert into kernel.standing_check (name, ran_at, sees_canary, found, sample, took_ms)
     values ($1, 'epoch', true, 0, '[]', 0) on conflict do nothing`,
    [check.name],
  )
  const { rows } = await tx.client.query<{ sees_canary: boolean; found: number }>(
    `select sees_canary, found from kernel.standing_check
     where name = $1 and ran_at <= $2 for update skip locked`,
    [check.name, new Date(real.getTime() - everyMs)],
  )
  const before = rows[0]
  if (!before) return null
  const result = await runCheck(runtime, tx, check)
  const wasHealthy = before.sees_canary && before.found === 0
  if (!wasHealthy || !isHealthy(result)) await announce(runtime, tx, { check, result })
  await tx.client.query(
    `update kernel.standing_check
     set ran_at = $2, sees_canary = $3, found = $4, sample = $5, took_ms = $6 where name = $1`,
    [
      check.name,
      real,
      result.seesCanary,
      result.found.length,
      JSON.stringify(result.found.slice(0, samples)),
      runtime.clock.real().getTime() - real.getTime(),
    ],
  )
  return result
}

function isHealthy(result: CheckResult): boolean {
  return result.seesCanary && result.found.length === 0
}

/** First with a planted violation, which is rolled back: a check that does not see it proves nothing. */
export async function runCheck(
  runtime: Runtime,
  tx: Transaction,
  check: StandingCheck,
): Promise<CheckResult> {
  await tx.client.query('savepoint canary')
  const planted = writeContext(runtime, tx, null)
  const canary = await check.plant(retype<never>(planted.ctx))
  const seen = await check.find(retype<never>(planted.ctx))
  await tx.client.query('rollback to savepoint canary')
  const { ctx } = writeContext(runtime, tx, null)
  const found = (await check.find(retype<never>(ctx))).map(({ id }) => id)
  return { seesCanary: seen.some(({ id }) => id === canary), found }
}

// What a check finds becomes somebody's item, and what it no longer finds ends it: `command` hears of both.
async function announce(
  runtime: Runtime,
  tx: Transaction,
  { check, result }: { check: StandingCheck; result: CheckResult },
): Promise<void> {
  const { ctx, finish } = writeContext(runtime, tx, null)
  const event = isHealthy(result) ? 'kernel.check.passed' : 'kernel.check.failed'
  const told = {
    check: check.name,
    count: result.found.length,
    found: result.found.slice(0, samples),
    seesCanary: result.seesCanary,
  }
  ctx.publish(event, told)
  await finish({
    action: event,
    content: told,
    subject: { kind: 'check', id: check.name },
    answer: null,
  })
}
