import type { Pool } from 'pg'
import type { Clock } from '../clock.ts'
import { work } from '../db/scope.ts'
import { inTransaction } from '../db/transact.ts'
import { type Actor, scopeOf } from './actor.ts'
import type { AccountId, AppointmentId, PostName, SessionId } from './contract.ts'
import { tokenHash } from './session-token.ts'
import type { Unit } from './unit-tree.ts'

export interface OpenSession {
  readonly actor: Actor
  readonly sessionId: SessionId
  readonly secondFactor: boolean
}

/** Who is behind a token. One indexed query, then half a minute from memory. */
export interface SessionStore {
  resolve(token: string): Promise<OpenSession | null>
  /**
   * What NOTIFY `bulwark_access` carries: an account whose sessions are to be asked for again, a token's hash
   * in hex, or `*` for all of them.
   */
  forget(accountIdOrTokenHash: string): void
}

const cacheMs = 30_000
const entriesKept = 20_000
export const idleMs = 12 * 3_600_000
// Last seen is for the idle limit and the person's own list: a minute is close enough, and spares writes.
const seenEveryMs = 60_000

export function openSessions(pool: Pool, clock: Pick<Clock, 'real'>): SessionStore {
  const known = new Map<string, { session: OpenSession; until: number }>()
  let forgotten = 0
  return {
    async resolve(token) {
      const hash = tokenHash(token)
      const key = hash.toString('hex')
      const now = clock.real()
      const kept = known.get(key)
      if (kept && kept.until > now.getTime()) return kept.session
      known.delete(key)
      const before = forgotten
      const found = await findSession(pool, hash, now)
      // Ended while it was being looked up: the answer may be from before, so it is not kept.
      if (found && before === forgotten) {
        if (known.size >= entriesKept) known.clear()
        const until = Math.min(now.getTime() + cacheMs, found.expiresAt.getTime())
        known.set(key, { session: found.session, until })
      }
      return found?.session ?? null
    },
    forget(accountIdOrTokenHash) {
      forgotten += 1
      if (accountIdOrTokenHash === '*') known.clear()
      known.delete(accountIdOrTokenHash)
      for (const [key, { session }] of known) {
        if (session.actor.accountId === accountIdOrTokenHash) known.delete(key)
      }
    },
  }
}

interface SessionRow {
  readonly session_id: SessionId
  readonly account_id: AccountId
  readonly appointment_id: AppointmentId
  readonly second_factor: boolean
  readonly expires_at: Date
  readonly name_zh: string
  readonly name_en: string
  readonly post: PostName
  readonly unit: Pick<Unit, 'code' | 'districtCode' | 'streetCode' | 'covers' | 'closedAt'>
}

const findText = `
  with found as (
    select session.id as session_id, session.account_id, session.appointment_id, session.second_factor,
      session.expires_at, account.name_zh, account.name_en, appointment.post,
      json_build_object('code', unit.code, 'districtCode', unit.district_code,
        'streetCode', unit.street_code, 'covers', unit.covers, 'closedAt', null) as unit
    from access.session
      join access.account on account.id = session.account_id and account.closed_at is null
      join access.appointment on appointment.id = session.appointment_id
        and appointment.account_id = session.account_id and appointment.to_at is null
      join access.unit on unit.code = appointment.unit_code and unit.closed_at is null
    where session.token_hash = $1 and session.ended_at is null
      and session.expires_at > $2 and session.last_seen_at > $3
  ), seen as (
    update access.session set last_seen_at = $2
    where token_hash = $1 and last_seen_at < $4 and exists (select from found)
  )
  select * from found`

async function findSession(
  pool: Pool,
  hash: Buffer,
  now: Date,
): Promise<{ session: OpenSession; expiresAt: Date } | null> {
  const ago = (ms: number) => new Date(now.getTime() - ms)
  const rows = await inTransaction(
    pool,
    { scope: work, mode: 'read write' },
    async ({ client }) => {
      const answer = await client.query<SessionRow>({
        name: 'find-session',
        text: findText,
        values: [hash, now, ago(idleMs), ago(seenEveryMs)],
      })
      return answer.rows
    },
  )
  const row = rows[0]
  if (!row) return null
  const actor: Actor = {
    accountId: row.account_id,
    appointmentId: row.appointment_id,
    nameZh: row.name_zh,
    nameEn: row.name_en,
    post: row.post,
    unitCode: row.unit.code,
    scope: scopeOf(row.post, row.unit),
    session: { id: row.session_id, secondFactor: row.second_factor },
  }
  const session = { actor, sessionId: row.session_id, secondFactor: row.second_factor }
  return { session, expiresAt: row.expires_at }
}
