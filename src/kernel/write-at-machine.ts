import { work } from './db/scope.ts'
import { inTransaction } from './db/transact.ts'
import type { WriteCtx } from './module.ts'
import { retype } from './retype.ts'
import type { Runtime } from './runtime.ts'
import { writeContext } from './write-context.ts'

/**
 * A write for whoever holds the machine, not an account: the command line, the set-up, the demo. It goes
 * through the same context as every operation, so it leaves its ledger row too.
 */
export function writeAtMachine<Tables, Result>(
  runtime: Runtime,
  action: string,
  run: (ctx: WriteCtx<Tables>) => Promise<Result>,
): Promise<Result> {
  return inTransaction(runtime.pool, { scope: work, mode: 'read write' }, async (tx) => {
    const { ctx, finish } = writeContext(runtime, tx, null)
    const result = await run(retype<WriteCtx<Tables>>(ctx))
    await finish({ action, content: null, subject: null, answer: null })
    return result
  })
}
