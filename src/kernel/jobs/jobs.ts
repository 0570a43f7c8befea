import { inTransaction, type Transaction } from '../db/transact.ts'
import type { Payload, Reaction } from '../module.ts'
import type { Runtime } from '../runtime.ts'
import { backoffSeconds, react, workTransaction } from './reaction.ts'
import type { Log } from './worker.ts'

interface JobRow {
  readonly id: string
  readonly name: string
  readonly payload: Payload
  readonly attempts: number
}

/** After so many failures a job waits for a person: the standing check lists it. */
const maxAttempts = 12

/** Runs the jobs that are due, each in a transaction of its own. Answers how many it took. */
export async function runJobs(runtime: Runtime, log: Log): Promise<number> {
  const reactions = new Map<string, Reaction>(
    runtime.modules
      .flatMap((module) => [...(module.jobs ?? []), ...(module.subscriptions ?? [])])
      .map((reaction) => [reaction.name, reaction]),
  )
  let done = 0
  while (
    await inTransaction(runtime.pool, workTransaction, (tx) =>
      runOne(runtime, tx, { reactions, log }),
    )
  ) {
    done += 1
  }
  return done
}

async function runOne(
  runtime: Runtime,
  tx: Transaction,
  { reactions, log }: { reactions: Map<string, Reaction>; log: Log },
): Promise<boolean> {
  const { rows } = await tx.client.query<JobRow>({
    name: 'claim-job',
    text: `select id, name, payload, attempts from kernel.job
      where failed_at is null and run_at <= $1 order by run_at limit 1 for update skip locked`,
    values: [runtime.clock.real()],
  })
  const job = rows[0]
  if (!job) return false
  const reaction = reactions.get(job.name)
  const outcome = reaction
    ? await react(runtime, tx, { reaction, payload: job.payload })
    : ({ ok: false, error: `nothing here runs ${job.name}` } as const)
  if (outcome.ok) {
    await tx.client.query('delete from kernel.job where id = $1', [job.id])
    return true
  }
  log.error(
    { job: job.name, id: job.id, attempts: job.attempts + 1, error: outcome.error },
    'a job failed',
  )
  await postpone(tx, job, { error: outcome.error, at: runtime.clock.real() })
  return true
}

async function postpone(
  tx: Transaction,
  job: JobRow,
  failure: { error: string; at: Date },
): Promise<void> {
  const attempts = job.attempts + 1
  const again = new Date(failure.at.getTime() + backoffSeconds(attempts) * 1000)
  await tx.client.query(
    'update kernel.job set attempts = $2, last_error = $3, run_at = $4, failed_at = $5 where id = $1',
    [
      job.id,
      attempts,
      failure.error.slice(0, 500),
      again,
      attempts >= maxAttempts ? failure.at : null,
    ],
  )
}
