import { randomUUID } from 'node:crypto'
import { realClock } from '../clock.ts'
import { found } from '../dispatch.ts'
import { Refused } from '../errors.ts'
import { asIdentityDoor } from '../module.ts'
import { write } from './access.module.ts'
import { checkAdministratorRemains, checkPlacement, keptAccount } from './account-reach.ts'
import { AddAppointment, EndAppointment } from './account.schema.ts'
import { AppointmentId } from './contract.ts'
import { endSessions } from './open-session.ts'

export const addAppointment = asIdentityDoor(
  write(AddAppointment, async (ctx, { accountId, post, unitCode }) => {
    const account = await keptAccount(ctx, accountId)
    if (account.closedAt) throw new Refused('access.account.is_closed')
    await checkPlacement(ctx, post, unitCode)
    const id = AppointmentId.parse(randomUUID())
    const added = await ctx.tx
      .insertInto('access.appointment')
      .values({ id, accountId, post, unitCode, fromAt: ctx.now, toAt: null })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (!added.numInsertedOrUpdatedRows) throw new Refused('access.appointment.held_already')
    ctx.publish('access.appointment.added', { id })
    return { id }
  }),
)

export const endAppointment = asIdentityDoor(
  write(EndAppointment, async (ctx, { id }) => {
    const row = await ctx.tx
      .selectFrom('access.appointment')
      .select('accountId')
      .where('id', '=', id)
      .executeTakeFirst()
    const { accountId } = found(row)
    await keptAccount(ctx, accountId)
    const held = await ctx.tx
      .selectFrom('access.appointment')
      .selectAll()
      .where('accountId', '=', accountId)
      .where('toAt', 'is', null)
      .execute()
    const ending = held.find((one) => one.id === id)
    if (!ending) throw new Refused('access.appointment.ended_already')
    if (accountId === ctx.actor.accountId && held.length < 2) {
      throw new Refused('access.appointment.own_last')
    }
    const administers = held.some((other) => other.id !== id && other.post === 'administrator')
    if (ending.post === 'administrator' && !administers) {
      await checkAdministratorRemains(ctx, accountId)
    }
    // A drill's clock may stand before the day the post was given.
    const endedAt = new Date(Math.max(ctx.now.getTime(), ending.fromAt.getTime()))
    await ctx.tx
      .updateTable('access.appointment')
      .set({ toAt: endedAt })
      .where('id', '=', id)
      .where('toAt', 'is', null)
      .execute()
    await endSessions(ctx.tx, accountId, { at: realClock.real(), appointmentId: id })
    ctx.publish('access.appointment.ended', { id })
    return { id }
  }),
)
