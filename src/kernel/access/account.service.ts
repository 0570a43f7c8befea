import { randomUUID } from 'node:crypto'
import { realClock } from '../clock.ts'
import type { WriteDb } from '../db/handles.ts'
import { Refused } from '../errors.ts'
import { asIdentityDoor } from '../module.ts'
import { type AccessTables, type AccountRow, write } from './access.module.ts'
import { checkAdministratorRemains, checkPlacement, keptAccount } from './account-reach.ts'
import {
  CloseAccount,
  CorrectAccount,
  CreateAccount,
  ReopenAccount,
  ResetPassword,
  ResetSecondFactor,
  UnlockAccount,
} from './account.schema.ts'
import { AccountId, AppointmentId, type PostName, type UnitCode } from './contract.ts'
import { forgetFailures } from './lock-out.ts'
import { endSessions, revoke } from './open-session.ts'
import { hashPassword, initialPassword } from './password.ts'

type Db = WriteDb<AccessTables>

interface NewAccount {
  readonly username: string
  readonly nameZh: string
  readonly nameEn: string
  readonly phone: string | null
  readonly post: PostName
  readonly unitCode: UnitCode
}

/** Inserts account, first post and a password for one sign-in; answers the password, which is kept nowhere. */
export async function insertAccount(
  db: Db,
  { post, unitCode, ...names }: NewAccount,
  now: Date,
): Promise<{ id: AccountId; initialPassword: string }> {
  const id = AccountId.parse(randomUUID())
  const taken = await db
    .selectFrom('access.account')
    .select('id')
    .where('username', '=', names.username)
    .executeTakeFirst()
  if (taken) throw new Refused('access.account.username_taken', { username: names.username })
  await db
    .insertInto('access.account')
    .values({ id, ...names, createdAt: now, closedAt: null, version: 1 })
    .execute()
  const appointmentId = AppointmentId.parse(randomUUID())
  await db
    .insertInto('access.appointment')
    .values({ id: appointmentId, accountId: id, post, unitCode, fromAt: now, toAt: null })
    .execute()
  return { id, initialPassword: await setInitialPassword(db, id) }
}

/** Replaces whatever password there was; ends nothing by itself. */
export async function setInitialPassword(db: Db, accountId: AccountId): Promise<string> {
  const password = initialPassword()
  const fresh = {
    passwordHash: await hashPassword(password),
    mustChange: true,
    failedCount: 0,
    lockedUntil: null,
    changedAt: realClock.real(),
  }
  await db
    .insertInto('access.credential')
    .values({ accountId, ...fresh })
    .onConflict((conflict) => conflict.column('accountId').doUpdateSet(fresh))
    .execute()
  return password
}

export const createAccount = asIdentityDoor(
  write(CreateAccount, async (ctx, given) => {
    await checkPlacement(ctx, given.post, given.unitCode)
    const created = await insertAccount(ctx.tx, given, ctx.now)
    ctx.publish('access.account.created', { id: created.id })
    return created
  }),
)

async function saveVersion(
  db: Db,
  { id, version }: { readonly id: AccountId; readonly version: number },
  change: Partial<AccountRow>,
): Promise<{ id: AccountId; version: number }> {
  const saved = await db
    .updateTable('access.account')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (saved.numUpdatedRows === 0n) throw new Refused('kernel.stale_version')
  return { id, version: version + 1 }
}

export const correctAccount = asIdentityDoor(
  write(CorrectAccount, async (ctx, { id, version, nameZh, nameEn, phone }) => {
    await keptAccount(ctx, id)
    const saved = await saveVersion(ctx.tx, { id, version }, { nameZh, nameEn, phone })
    // Sessions in memory carry the old name.
    await revoke(ctx.tx, id)
    ctx.publish('access.account.corrected', { id })
    return saved
  }),
)

export const closeAccount = asIdentityDoor(
  write(CloseAccount, async (ctx, { id, version }) => {
    const account = await keptAccount(ctx, id)
    if (account.closedAt) throw new Refused('access.account.is_closed')
    if (id === ctx.actor.accountId) throw new Refused('access.account.own')
    await checkAdministratorRemains(ctx, id)
    const saved = await saveVersion(ctx.tx, { id, version }, { closedAt: ctx.now })
    await endSessions(ctx.tx, id, { at: realClock.real() })
    ctx.publish('access.account.closed', { id })
    return saved
  }),
)

export const reopenAccount = asIdentityDoor(
  write(ReopenAccount, async (ctx, { id, version }) => {
    const account = await keptAccount(ctx, id)
    if (!account.closedAt) throw new Refused('access.account.is_open')
    const saved = await saveVersion(ctx.tx, { id, version }, { closedAt: null })
    ctx.publish('access.account.reopened', { id })
    return saved
  }),
)

export const resetPassword = asIdentityDoor(
  write(ResetPassword, async (ctx, { id }) => {
    await checkOpenOther(ctx, id)
    const password = await setInitialPassword(ctx.tx, id)
    await endSessions(ctx.tx, id, { at: realClock.real() })
    ctx.publish('access.account.password_reset', { id })
    return { id, initialPassword: password }
  }),
)

type KeeperCtx = Parameters<typeof keptAccount>[0]

// The own password is changed by giving the old one, the own second factor is not taken off by oneself.
async function checkOpenOther(ctx: KeeperCtx, id: AccountId): Promise<void> {
  const account = await keptAccount(ctx, id)
  if (account.closedAt) throw new Refused('access.account.is_closed')
  if (id === ctx.actor.accountId) throw new Refused('access.account.own')
}

export const resetSecondFactor = asIdentityDoor(
  write(ResetSecondFactor, async (ctx, { id }) => {
    await checkOpenOther(ctx, id)
    await ctx.tx
      .updateTable('access.credential')
      .set({ totpSealed: null, totpConfirmedAt: null, totpLastStep: null })
      .where('accountId', '=', id)
      .execute()
    await endSessions(ctx.tx, id, { at: realClock.real() })
    ctx.publish('access.account.second_factor_reset', { id })
    return { id }
  }),
)

export const unlockAccount = asIdentityDoor(
  write(UnlockAccount, async (ctx, { id }) => {
    await keptAccount(ctx, id)
    await forgetFailures(ctx.tx, id)
    ctx.publish('access.account.unlocked', { id })
    return { id }
  }),
)
