import { inTransaction } from '../db/transact.ts'
import type { Runtime } from '../runtime.ts'
import { workTransaction } from './reaction.ts'

/** A repeated request is recognised for a day; its kept answer may hold data of people and goes then. */
const keptMs = 24 * 3_600_000
const everyMs = 600_000
const batch = 5000

let lastRun = 0

/** Takes away what is kept for a time only. */
export async function tidyUp(runtime: Runtime): Promise<number> {
  const real = runtime.clock.real()
  if (real.getTime() - lastRun < everyMs) return 0
  const gone = await inTransaction(runtime.pool, workTransaction, async ({ client }) => {
    const { rowCount } = await client.query(
      `delete from kernel.idempotency where (account_id, key) in (
         select account_id, key from kernel.idempotency where created_at < $1 limit ${batch})`,
      [new Date(real.getTime() - keptMs)],
    )
    return rowCount ?? 0
  })
  if (gone < batch) lastRun = real.getTime()
  return gone
}
