import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { WriteDb } from '../db/handles.ts'
import type { AccessTables } from './access.module.ts'
import { type AccountId, type AppointmentId, SessionId } from './contract.ts'
import { newToken, tokenHash } from './session-token.ts'

type Db = WriteDb<AccessTables>

const absoluteMs = 24 * 3_600_000
const keptMs = 30 * 24 * 3_600_000

interface NewSession {
  readonly accountId: AccountId
  readonly appointmentId: AppointmentId
  readonly secondFactor: boolean
  readonly device: string | null
}

/** Opens a session: at most a day, whatever happens in it. */
export async function openSession(
  db: Db,
  session: NewSession,
  at: Date,
): Promise<{ id: SessionId; sessionToken: string; expiresAt: Date }> {
  const sessionToken = newToken()
  const expiresAt = new Date(at.getTime() + absoluteMs)
  const id = SessionId.parse(randomUUID())
  await db
    .insertInto('access.session')
    .values({
      ...session,
      id,
      tokenHash: tokenHash(sessionToken),
      createdAt: at,
      lastSeenAt: at,
      expiresAt,
    })
    .execute()
  await db
    .deleteFrom('access.session')
    .where('accountId', '=', session.accountId)
    .where('expiresAt', '<', new Date(at.getTime() - keptMs))
    .execute()
  return { id, sessionToken, expiresAt }
}

/** Which of an account's open sessions: all of them if nothing is named. */
interface Which {
  readonly only?: SessionId
  readonly except?: SessionId | undefined
  readonly appointmentId?: AppointmentId
}

/** Ends open sessions of an account, in every process: the others hear of it at the commit. */
export async function endSessions(
  db: Db,
  accountId: AccountId,
  { at, only, except, appointmentId }: Which & { readonly at: Date },
): Promise<number> {
  let open = db
    .updateTable('access.session')
    .set({ endedAt: at })
    .where('accountId', '=', accountId)
    .where('endedAt', 'is', null)
  if (only) open = open.where('id', '=', only)
  if (except) open = open.where('id', '!=', except)
  if (appointmentId) open = open.where('appointmentId', '=', appointmentId)
  const ended = await open.executeTakeFirst()
  await revoke(db, accountId)
  return Number(ended.numUpdatedRows)
}

/** Makes every process forget what it knows of this account's sessions. */
export async function revoke(db: Db, accountId: AccountId): Promise<void> {
  await sql`select pg_notify('bulwark_access', ${accountId})`.execute(db)
}
