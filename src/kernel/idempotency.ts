import { inTransaction } from './db/transact.ts'
import { Refused } from './errors.ts'
import type { Runtime } from './runtime.ts'
import { city } from './db/scope.ts'

/** One try of one action: the client repeats it with the same key. */
export interface Attempt {
  readonly accountId: string
  readonly key: string
  readonly bodyHash: Buffer
}

/** What the write stores beside its ledger row, so that a repeated request gets the first answer. */
export interface KeptAnswer extends Attempt {
  readonly answer: string
}

/**
 * The answer of an earlier attempt with this key. Every write stores its key in its own commit and fails if
 * the key is there already (a second attempt waits for the first), so this is asked only after a failure.
 */
export async function findAnswer(
  runtime: Runtime,
  { accountId, key, bodyHash }: Attempt,
): Promise<{ answer: unknown } | null> {
  const rows = await inTransaction(
    runtime.pool,
    { scope: city, mode: 'read only', accountId },
    async ({ client }) => {
      const found = await client.query<{ body_hash: Buffer; answer: unknown }>({
        name: 'idempotency-find',
        text: 'select body_hash, answer from kernel.idempotency where account_id = $1 and key = $2',
        values: [accountId, key],
      })
      return found.rows
    },
  )
  const [first] = rows
  if (!first) return null
  if (!first.body_hash.equals(bodyHash)) throw new Refused('kernel.idempotency_key_reused')
  return { answer: first.answer }
}

export function keepAnswer(attempt: Attempt, answer: unknown): KeptAnswer {
  return { ...attempt, answer: JSON.stringify(answer ?? null) }
}

/** The key was stored by another attempt: this one is undone, and the dispatcher looks up its answer. */
export class AlreadyDone extends Error {}
