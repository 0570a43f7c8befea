import type { Transaction } from './db/transact.ts'
import { Refused } from './errors.ts'

interface Attempt {
  readonly accountId: string
  readonly key: string
  readonly bodyHash: Buffer
  readonly at: Date
}

/** What `finish` stores beside the ledger row, so that a repeated request gets the first answer. */
export interface KeptAnswer {
  readonly accountId: string
  readonly key: string
  readonly answer: string
}

/**
 * Claims the key for this transaction. A second attempt waits for the first to end (the unique row is
 * locked) and gets its answer; the same key with another body is refused.
 */
export async function findAnswer(
  tx: Transaction,
  attempt: Attempt,
): Promise<{ answer: unknown } | null> {
  const claimed = await tx.client.query({
    name: 'idempotency-claim',
    text: `insert into kernel.idempotency (account_id, key, body_hash, created_at) values ($1, $2, $3, $4)
      on conflict do nothing`,
    values: [attempt.accountId, attempt.key, attempt.bodyHash, attempt.at],
  })
  if (claimed.rowCount === 1) return null
  const { rows } = await tx.client.query<{ body_hash: Buffer; answer: unknown }>({
    name: 'idempotency-find',
    text: 'select body_hash, answer from kernel.idempotency where account_id = $1 and key = $2',
    values: [attempt.accountId, attempt.key],
  })
  const first = rows[0]
  if (!first?.body_hash.equals(attempt.bodyHash)) throw new Refused('kernel.idempotency_key_reused')
  return { answer: first.answer }
}

export function keepAnswer(accountId: string, key: string, answer: unknown): KeptAnswer {
  return { accountId, key, answer: JSON.stringify(answer ?? null) }
}
