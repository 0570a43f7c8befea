import { realClock } from '../clock.ts'
import type { ReadDb } from '../db/handles.ts'
import { found } from '../dispatch.ts'
import { Missing, Refused } from '../errors.ts'
import { asIdentityDoor } from '../module.ts'
import type { Actor } from './actor.ts'
import { accessParts } from './access-parts.ts'
import { type AccessTables, read, write } from './access.module.ts'
import type { AccountId, SessionId } from './contract.ts'
import { endSessions, revoke } from './open-session.ts'
import { posts } from './posts.ts'
import { idleMs } from './session-store.ts'
import {
  EndOtherSessions,
  EndSession,
  ListSessions,
  ShowSession,
  SignOut,
  SwitchAppointment,
} from './session.schema.ts'

type Db = ReadDb<AccessTables>

const sessionsShown = 100

export const showSession = asIdentityDoor(
  read(ShowSession, async ({ db, actor, now }) => {
    const account = await db
      .selectFrom('access.account')
      .leftJoin('access.credential', 'access.credential.accountId', 'access.account.id')
      .select(['id', 'username', 'nameZh', 'nameEn', 'phone', 'totpConfirmedAt'])
      .where('id', '=', actor.accountId)
      .executeTakeFirst()
    const appointments = await heldPosts(db, actor.accountId)
    const installation = await db
      .selectFrom('kernel.installation')
      .select(['kind', 'nameZh', 'nameEn'])
      .executeTakeFirst()
    const clock = await db.selectFrom('kernel.clock').select('speed').executeTakeFirst()
    const { grants } = accessParts()
    const known = found(account)
    return {
      account: known,
      appointment: found(appointments.find(({ id }) => id === actor.appointmentId)),
      appointments,
      ...areaOf(actor),
      permissions: grants.permissions.filter((wanted) => grants.permits(actor.post, wanted)),
      installation: installation ?? null,
      clock: { now, speed: clock?.speed ?? 1 },
      secondFactor: {
        enrolled: known.totpConfirmedAt !== null,
        inSession: actor.session?.secondFactor ?? false,
      },
    }
  }),
)

interface Area {
  reach: 'city' | 'area'
  districts: number[]
  streets: number[]
}

function areaOf({ scope }: Actor): Area {
  if (scope.kind !== 'area') return { reach: 'city', districts: [], streets: [] }
  return { reach: 'area', districts: [...scope.districts], streets: [...scope.streets] }
}

async function heldPosts(db: Db, accountId: AccountId) {
  const rows = await db
    .selectFrom('access.appointment as held')
    .innerJoin('access.unit as unit', 'unit.code', 'held.unitCode')
    .select(['held.id', 'held.post', 'unit.code', 'unit.kind', 'unit.nameZh', 'unit.nameEn'])
    .where('held.accountId', '=', accountId)
    .where('held.toAt', 'is', null)
    .where('unit.closedAt', 'is', null)
    .orderBy('held.fromAt')
    .orderBy('held.id')
    .execute()
  return rows.map(({ id, post, ...unit }) => ({ id, post, unit, decides: posts[post].decides }))
}

/** The session the caller came by; whoever acts without one has none to switch or end. */
function ownSession({ session }: Actor): {
  readonly id: SessionId
  readonly secondFactor: boolean
} {
  if (!session) throw new Missing('kernel.not_found')
  return session
}

export const switchAppointment = asIdentityDoor(
  write(SwitchAppointment, async (ctx, { appointmentId }) => {
    const { accountId } = ctx.actor
    const session = ownSession(ctx.actor)
    const wanted = await ctx.tx
      .selectFrom('access.appointment')
      .innerJoin('access.unit', 'access.unit.code', 'access.appointment.unitCode')
      .select(['post', 'unitCode'])
      .where('id', '=', appointmentId)
      .where('accountId', '=', accountId)
      .where('toAt', 'is', null)
      .where('access.unit.closedAt', 'is', null)
      .executeTakeFirst()
    const { post, unitCode } = found(wanted)
    if (posts[post].decides && !session.secondFactor) {
      throw new Refused('access.session.second_factor_needed')
    }
    const switched = await ctx.tx
      .updateTable('access.session')
      .set({ appointmentId })
      .where('id', '=', session.id)
      .where('endedAt', 'is', null)
      .executeTakeFirst()
    if (switched.numUpdatedRows === 0n) throw new Missing('kernel.not_found')
    await revoke(ctx.tx, accountId)
    ctx.about('session.switched', session.id)
    return { appointmentId, post, unitCode }
  }),
)

export const signOut = asIdentityDoor(
  write(SignOut, async (ctx) => {
    const { id } = ownSession(ctx.actor)
    await endSessions(ctx.tx, ctx.actor.accountId, { only: id, at: realClock.real() })
    ctx.about('session.signed_out', id)
    return { sessionToken: null }
  }),
)

export const listSessions = asIdentityDoor(
  read(ListSessions, async ({ db, actor }) => {
    const at = realClock.real()
    const rows = await db
      .selectFrom('access.session as open')
      .innerJoin('access.appointment as held', 'held.id', 'open.appointmentId')
      .innerJoin('access.unit as unit', 'unit.code', 'held.unitCode')
      .select(['open.id', 'open.device', 'open.createdAt', 'open.lastSeenAt', 'open.expiresAt'])
      .select(['held.post', 'unit.code', 'unit.kind', 'unit.nameZh', 'unit.nameEn'])
      .where('open.accountId', '=', actor.accountId)
      .where('open.endedAt', 'is', null)
      .where('open.expiresAt', '>', at)
      .where('open.lastSeenAt', '>', new Date(at.getTime() - idleMs))
      .where('held.toAt', 'is', null)
      .orderBy('open.createdAt', 'desc')
      .limit(sessionsShown)
      .execute()
    return rows.map(({ code, kind, nameZh, nameEn, ...session }) => ({
      ...session,
      unit: { code, kind, nameZh, nameEn },
      current: session.id === actor.session?.id,
    }))
  }),
)

export const endSession = asIdentityDoor(
  write(EndSession, async (ctx, { id }) => {
    const at = realClock.real()
    const ended = await endSessions(ctx.tx, ctx.actor.accountId, { only: id, at })
    if (ended === 0) throw new Missing('kernel.not_found')
    ctx.about('session.ended', id)
    return { id }
  }),
)

export const endOtherSessions = asIdentityDoor(
  write(EndOtherSessions, async (ctx) => {
    const at = realClock.real()
    const { accountId, session } = ctx.actor
    const endedSessions = await endSessions(ctx.tx, accountId, { at, except: session?.id })
    ctx.about('session.ended_others', accountId)
    return { endedSessions }
  }),
)
