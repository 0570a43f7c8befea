import type { Pool, PoolClient } from 'pg'
import { bindClient } from './handles.ts'
import type { Kysely } from 'kysely'
import { beginText, type Mode, type Scope } from './scope.ts'
import { translateDatabaseError } from './database-errors.ts'

/** What runs inside: the query builder, and the client for the kernel's own few prepared statements. */
export interface Transaction {
  readonly db: Kysely<never>
  readonly client: PoolClient
}

export interface TransactionOptions {
  readonly scope: Scope
  readonly mode: Mode
  readonly accountId?: string | null
}

const deadlineMs = 15_000
const retries = 3

/**
 * Runs `work` in one transaction of one scope: committed whole, or not at all. Deadlocks and serialization
 * failures are tried again; a transaction older than 15 s is cut off (its connection is closed).
 */
export async function inTransaction<Result>(
  pool: Pool,
  options: TransactionOptions,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(pool, options, work)
    } catch (error) {
      if (attempt < retries && isTransient(error)) continue
      throw translateDatabaseError(error)
    }
  }
}

async function runOnce<Result>(
  pool: Pool,
  options: TransactionOptions,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  const bound = bindClient(client)
  const cutOff = new AbortController()
  const deadline = setTimeout(() => {
    cutOff.abort()
    client.release(new Error('transaction deadline'))
  }, deadlineMs)
  try {
    await client.query(beginText(options.scope, options.mode, options.accountId ?? null))
    const result = await work({ db: bound.db, client })
    await bound.close()
    await commit(client)
    return result
  } catch (error) {
    await bound.close()
    if (cutOff.signal.aborted) throw new Error('transaction deadline', { cause: error })
    await rollBack(client)
    throw error
  } finally {
    clearTimeout(deadline)
    if (!cutOff.signal.aborted) client.release(isIdle(client) ? undefined : new Error('not idle'))
  }
}

// After an error that somebody swallowed, COMMIT answers ROLLBACK and does not fail: nothing was stored.
async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query('commit')
  if (command !== 'COMMIT') throw new Error('the transaction had failed before its commit')
}

// What cannot be rolled back is not idle either, and such a connection is closed instead of reused.
async function rollBack(client: PoolClient): Promise<void> {
  await client.query('rollback').catch(() => undefined)
}

function isIdle(client: PoolClient): boolean {
  return client.getTransactionStatus() === 'I'
}

function isTransient(error: unknown): boolean {
  return sqlState(error) === '40001' || sqlState(error) === '40P01'
}

export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
