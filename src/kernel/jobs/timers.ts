import { inTransaction, type Transaction } from '../db/transact.ts'
import type { Payload, Reaction } from '../module.ts'
import type { Runtime } from '../runtime.ts'
import { backoffSeconds, react, workTransaction } from './reaction.ts'
import type { Log } from './worker.ts'

interface TimerRow {
  readonly name: string
  readonly subject_id: string
  readonly due_at: Date
  readonly payload: Payload
  readonly attempts: number
}

/** How many timers one transaction takes: few enough to end well within its 15 s. */
const batch = 50

/**
 * Runs the timers whose business time has come. A timer that its own reaction arms again stays; one that
 * fails is tried again and again with growing pauses, never dropped.
 */
export async function runTimers(runtime: Runtime, log: Log): Promise<number> {
  const reactions = new Map<string, Reaction>(
    runtime.modules.flatMap((module) => module.timers ?? []).map((timer) => [timer.name, timer]),
  )
  let done = 0
  for (;;) {
    const taken = await inTransaction(runtime.pool, workTransaction, (tx) =>
      runBatch(runtime, tx, { reactions, log }),
    )
    done += taken
    if (taken < batch) return done
  }
}

async function runBatch(
  runtime: Runtime,
  tx: Transaction,
  { reactions, log }: { reactions: Map<string, Reaction>; log: Log },
): Promise<number> {
  const { rows } = await tx.client.query<TimerRow>({
    name: 'claim-timers',
    text: `select name, subject_id, due_at, payload, attempts from kernel.timer
      where due_at <= $1 and (retry_at is null or retry_at <= $2)
      order by due_at limit ${batch} for update skip locked`,
    values: [runtime.clock.now(), runtime.clock.real()],
  })
  for (const timer of rows) {
    const reaction = reactions.get(timer.name)
    const outcome = reaction
      ? await fire(runtime, tx, { reaction, timer })
      : ({ ok: false, error: `nothing here runs ${timer.name}` } as const)
    if (!outcome.ok) {
      log.error(
        { timer: timer.name, subject: timer.subject_id, error: outcome.error },
        'a timer failed',
      )
      await postpone(runtime, tx, { timer, error: outcome.error })
    }
  }
  return rows.length
}

// The row goes first, so that the reaction may arm the same clock again (red repeats every 24 h).
async function fire(
  runtime: Runtime,
  tx: Transaction,
  due: { reaction: Reaction; timer: TimerRow },
) {
  const { timer, reaction } = due
  await tx.client.query('savepoint timer')
  await tx.client.query('delete from kernel.timer where name = $1 and subject_id = $2', [
    timer.name,
    timer.subject_id,
  ])
  const payload = {
    ...timer.payload,
    subjectId: timer.subject_id,
    dueAt: timer.due_at.toISOString(),
  }
  const outcome = await react(runtime, tx, { reaction, payload })
  await tx.client.query(outcome.ok ? 'release savepoint timer' : 'rollback to savepoint timer')
  return outcome
}

async function postpone(
  runtime: Runtime,
  tx: Transaction,
  { timer, error }: { timer: TimerRow; error: string },
): Promise<void> {
  const attempts = timer.attempts + 1
  const again = new Date(runtime.clock.real().getTime() + backoffSeconds(attempts) * 1000)
  await tx.client.query(
    `update kernel.timer set attempts = $3, last_error = $4, retry_at = $5 where name = $1 and subject_id = $2`,
    [timer.name, timer.subject_id, attempts, error.slice(0, 500), again],
  )
}
