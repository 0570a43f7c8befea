import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { WriteDb } from '../db/handles.ts'
import type { AccessTables } from './access.module.ts'
import type { AccountId } from './contract.ts'

type Db = WriteDb<AccessTables>

/** Failures under one name so far; an account's are in its credential, a name that nobody has gets a bucket. */
export interface Failures {
  readonly of: { readonly accountId: AccountId } | { readonly bucket: number }
  readonly failedCount: number
  readonly lockedUntil: Date | null
}

const freeAttempts = 5
const longestPauseSeconds = 3600

/** The pause after so many failures in a row: none up to four, then a minute, doubling up to an hour. */
export function pauseSeconds(failedCount: number): number {
  if (failedCount < freeAttempts) return 0
  return Math.min(60 * 2 ** Math.min(failedCount - freeAttempts, 10), longestPauseSeconds)
}

/** Seconds until the name may be tried again; 0 when it may be tried now. */
export function secondsLocked({ lockedUntil }: Failures, at: Date): number {
  return Math.max(0, Math.ceil(((lockedUntil?.getTime() ?? 0) - at.getTime()) / 1000))
}

/** The failures under a name that no account has. */
export async function unknownFailures(db: Db, username: string): Promise<Failures> {
  const bucket = createHash('sha256').update(username).digest().readUIntBE(0, 3)
  // As a credential is locked for the length of an attempt, so is the bucket: five at once count as five.
  await sql`select pg_advisory_xact_lock(hashtext('access.unknown_name'), ${bucket})`.execute(db)
  const row = await db
    .selectFrom('access.unknown_name')
    .select(['failedCount', 'lockedUntil'])
    .where('bucket', '=', bucket)
    .executeTakeFirst()
  return {
    of: { bucket },
    failedCount: row?.failedCount ?? 0,
    lockedUntil: row?.lockedUntil ?? null,
  }
}

/** Counts one more failure; answers the seconds the name is now locked for. */
export async function countFailure(db: Db, failures: Failures, at: Date): Promise<number> {
  const failedCount = failures.failedCount + 1
  const seconds = pauseSeconds(failedCount)
  const lockedUntil = seconds > 0 ? new Date(at.getTime() + seconds * 1000) : null
  if ('accountId' in failures.of) {
    await db
      .updateTable('access.credential')
      .set({ failedCount, lockedUntil })
      .where('accountId', '=', failures.of.accountId)
      .execute()
    return seconds
  }
  await db
    .insertInto('access.unknown_name')
    .values({ bucket: failures.of.bucket, failedCount, lockedUntil, lastAt: at })
    .onConflict((conflict) =>
      conflict.column('bucket').doUpdateSet({ failedCount, lockedUntil, lastAt: at }),
    )
    .execute()
  return seconds
}

export async function forgetFailures(db: Db, accountId: AccountId): Promise<void> {
  await db
    .updateTable('access.credential')
    .set({ failedCount: 0, lockedUntil: null })
    .where('accountId', '=', accountId)
    .execute()
}
