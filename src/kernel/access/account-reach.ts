import { sql } from 'kysely'
import type { ReadDb, WriteDb } from '../db/handles.ts'
import { found } from '../dispatch.ts'
import { Forbidden, Missing, Refused } from '../errors.ts'
import type { ActorCtx } from '../module.ts'
import type { Actor } from './actor.ts'
import type { AccessTables, AccountRow } from './access.module.ts'
import { type AccountId, type PostName, postUnitKinds, type UnitCode } from './contract.ts'
import { posts } from './posts.ts'
import type { Unit } from './unit-tree.ts'

type Ctx = Pick<ActorCtx<AccessTables>, 'tx' | 'actor'>

/** Whether an actor keeps the accounts of a unit: the administrator everywhere, others in their own area. */
function keepsAccountsOf(
  { scope }: Actor,
  unit: Pick<Unit, 'districtCode' | 'streetCode'>,
): boolean {
  if (scope.kind === 'city') return true
  if (scope.kind !== 'area') return false
  return (
    scope.districts.includes(unit.districtCode) ||
    (unit.streetCode !== null && scope.streets.includes(unit.streetCode))
  )
}

// Nobody hands out more than the own area: posts that see the whole city or decide are the administrator's.
function mayGive(actor: Actor, post: PostName): boolean {
  return actor.scope.kind === 'city' || (posts[post].reach === 'unit' && !posts[post].decides)
}

/** Refuses a post where it makes no sense, at a closed unit, or beyond what the actor may give. */
export async function checkPlacement(ctx: Ctx, post: PostName, unitCode: UnitCode): Promise<void> {
  const unit = found(await findUnit(ctx.tx, unitCode))
  if (!keepsAccountsOf(ctx.actor, unit) || !mayGive(ctx.actor, post)) {
    throw new Forbidden('access.account.outside_area')
  }
  if (unit.closedAt) throw new Refused('access.unit.closed', { code: unitCode })
  if (!postUnitKinds[post].includes(unit.kind)) {
    throw new Refused('access.appointment.post_does_not_fit', { post, kind: unit.kind })
  }
}

// Locked against its closing in the same moment.
function findUnit(db: WriteDb<AccessTables>, code: UnitCode): Promise<Unit | undefined> {
  return db
    .selectFrom('access.unit')
    .selectAll()
    .where('code', '=', code)
    .forShare()
    .executeTakeFirst()
}

interface Held {
  readonly post: PostName
  readonly districtCode: number
  readonly streetCode: number | null
}

/**
 * The account, locked, if the actor keeps it. A district keeps only accounts whose every post it could have
 * given: whoever resets a password could act in all of them.
 */
export async function keptAccount(ctx: Ctx, id: AccountId): Promise<AccountRow> {
  const row = await ctx.tx
    .selectFrom('access.account')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  const account = found(row)
  if (ctx.actor.scope.kind === 'city') return account
  const held = await heldBy(ctx.tx, id)
  if (!held.some((one) => keepsAccountsOf(ctx.actor, one))) throw new Missing('kernel.not_found')
  const all = held.every((one) => keepsAccountsOf(ctx.actor, one) && mayGive(ctx.actor, one.post))
  if (!all) throw new Forbidden('access.account.outside_area')
  return account
}

function heldBy(db: ReadDb<AccessTables>, accountId: AccountId): Promise<Held[]> {
  return db
    .selectFrom('access.appointment as held')
    .innerJoin('access.unit as unit', 'unit.code', 'held.unitCode')
    .select(['held.post', 'unit.districtCode', 'unit.streetCode'])
    .where('held.accountId', '=', accountId)
    .where('held.toAt', 'is', null)
    .execute()
}

/**
 * The accounts that administer, one asking at a time until its commit: two cannot remove each other, nor
 * two set-ups make two first ones. The list is a new statement because only that sees what the one before
 * has committed.
 */
export async function lockAdministrators(db: WriteDb<AccessTables>): Promise<Set<AccountId>> {
  await sql`select pg_advisory_xact_lock(hashtext('access.administrators'))`.execute(db)
  const rows = await db
    .selectFrom('access.appointment as held')
    .innerJoin('access.account as account', 'account.id', 'held.accountId')
    .select('held.accountId')
    .where('held.post', '=', 'administrator')
    .where('held.toAt', 'is', null)
    .where('account.closedAt', 'is', null)
    .execute()
  return new Set(rows.map(({ accountId }) => accountId))
}

/** Refuses to leave the installation without an administrator who can sign in. */
export async function checkAdministratorRemains(ctx: Ctx, without: AccountId): Promise<void> {
  const holders = await lockAdministrators(ctx.tx)
  if (holders.delete(without) && holders.size === 0) {
    throw new Refused('access.account.last_administrator')
  }
}
