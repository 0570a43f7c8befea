import { work } from '../db/scope.ts'
import type { Transaction } from '../db/transact.ts'
import { AppError } from '../errors.ts'
import { describeFault } from '../fault.ts'
import type { Payload, Reaction } from '../module.ts'
import { retype } from '../retype.ts'
import type { Runtime } from '../runtime.ts'
import { writeContext } from '../write-context.ts'

export const workTransaction = { scope: work, mode: 'read write' } as const

/** How a reaction ended: done, or what went wrong (its own writes undone). */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly error: string }

/**
 * Runs one reaction inside the transaction that claimed its row, so that its effect and the row's end are
 * one commit: done once, whatever dies. A failure undoes only its own writes.
 */
export async function react(
  runtime: Runtime,
  tx: Transaction,
  due: { readonly reaction: Reaction; readonly payload: Payload },
): Promise<Outcome> {
  await tx.client.query('savepoint reaction')
  try {
    const { ctx, finish } = writeContext(runtime, tx, null)
    await due.reaction.run(retype<never>(ctx), due.payload)
    await finish({ action: due.reaction.name, content: due.payload, subject: null, answer: null })
    await tx.client.query('release savepoint reaction')
    return { ok: true }
  } catch (error) {
    await tx.client.query('rollback to savepoint reaction')
    return { ok: false, error: wordsFor(error) }
  }
}

// Stored and logged, so it holds no message of the database: those quote values.
function wordsFor(error: unknown): string {
  if (error instanceof AppError) return error.code
  const { name, code, stack } = describeFault(error)
  return `${name} ${code} ${stack.split('\n')[0]?.trim() ?? ''}`
}

/** Seconds until the next attempt: 1, 2, 4 … at most five minutes. */
export function backoffSeconds(attempts: number): number {
  return Math.min(2 ** attempts, 300)
}
