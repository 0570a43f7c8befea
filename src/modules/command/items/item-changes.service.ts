import { scopeCodeOf } from '#kernel/access/actor.ts'
import { Refused } from '#kernel/errors.ts'
import type { Unit } from '#kernel/access/unit-tree.ts'
import { found } from '#kernel/dispatch.ts'
import { asTransfer } from '#kernel/module.ts'
import { type CommandWrite, write } from '../command.module.ts'
import type { DirectiveId } from '../contract.ts'
import { receiptFor } from '../directives/receipt.ts'
import { applyChange, itemForAct } from './item-acts.service.ts'
import { items } from './item-endpoints.schema.ts'
import type { Item } from './item.schema.ts'

/** A deadline moves only forward, and only from the issuer's side; the lead unit asks. */
function requireLater(ctx: CommandWrite, item: Item, until: Date): void {
  if (until <= ctx.now) throw new Refused('command.item.due_in_past')
  if (item.dueAt && until <= item.dueAt) throw new Refused('command.item.extension_not_later')
}

export const requestExtension = write(
  items.requestExtension,
  async (ctx, { until, text, ...input }) => {
    const item = await itemForAct(ctx, { ...input, act: 'request_extension' })
    requireLater(ctx, item, until)
    return applyChange(ctx, item, {
      act: 'request_extension',
      text,
      data: { until: until.toISOString() },
      set: { extensionAsked: until },
    })
  },
)

export const extendItem = write(items.extend, async (ctx, { until, text, ...input }) => {
  const item = await itemForAct(ctx, { ...input, act: 'extend' })
  requireLater(ctx, item, until)
  return applyChange(ctx, item, {
    act: 'extend',
    text,
    data: { from: item.dueAt?.toISOString() ?? null, until: until.toISOString() },
    set: { dueAt: until, extendedCount: item.extendedCount + 1, extensionAsked: null },
  })
})

export const offerTransfer = write(
  items.offerTransfer,
  async (ctx, { unit: code, text, ...input }) => {
    const item = await itemForAct(ctx, { ...input, act: 'offer_transfer' })
    const unit = ctx.units.find(code)
    if (!unit || unit.closedAt) throw new Refused('command.item.unit_closed', { unit: code })
    if (code === item.leadUnitCode) throw new Refused('command.item.transfer_to_self')
    if (code === item.verifierUnitCode) throw new Refused('command.item.transfer_to_verifier')
    const alsoCodes = [...new Set([...item.alsoCodes, scopeCodeOf(unit)])]
    const done = await applyChange(ctx, item, {
      act: 'offer_transfer',
      text,
      data: { unit: code },
      set: { transferTo: code, alsoCodes },
    })
    await showHistory(ctx, { ...item, alsoCodes })
    return done
  },
)

const acceptUnderOwnScope = write(items.acceptTransfer, async (ctx, input) => {
  const item = await itemForAct(ctx, { ...input, act: 'accept_transfer' })
  const unit = ctx.units.find(item.transferTo ?? '')
  if (!unit) throw new Refused('command.item.unit_closed', { unit: item.transferTo })
  const minutes = ctx.policy.int('item.acknowledge_minutes_peace', item.eventAt)
  const moved = {
    leadUnitCode: unit.code,
    districtCode: unit.districtCode,
    streetCode: unit.streetCode,
    transferTo: null,
    acknowledgedAt: null,
    isUnanswered: false,
    acknowledgeBy: new Date(ctx.now.getTime() + minutes * 60_000),
  }
  const done = await applyChange(ctx, item, {
    act: 'accept_transfer',
    data: { from: item.leadUnitCode, unit: unit.code },
    set: moved,
  })
  await moveHistory(ctx, { ...item, ...moved })
  if (item.directiveId) await addAddressee(ctx, item.directiveId, unit)
  return done
})

/** Moves the row from one unit's area into another's, after the receiver has said yes. */
export const acceptTransfer = asTransfer(acceptUnderOwnScope)

export const declineTransfer = write(items.declineTransfer, async (ctx, { text, ...input }) => {
  const item = await itemForAct(ctx, { ...input, act: 'decline_transfer' })
  return applyChange(ctx, item, {
    act: 'decline_transfer',
    text,
    data: { unit: item.transferTo },
    set: { transferTo: null },
  })
})

// The timeline and the evidence follow the item: the unit that takes over can read what came before.
async function moveHistory(ctx: CommandWrite, item: Item): Promise<void> {
  const { districtCode, streetCode, alsoCodes } = item
  const codes = { districtCode, streetCode, alsoCodes }
  await ctx.tx.updateTable('command.itemEvent').set(codes).where('itemId', '=', item.id).execute()
  await ctx.tx.updateTable('command.evidence').set(codes).where('itemId', '=', item.id).execute()
}

async function showHistory(ctx: CommandWrite, item: Item): Promise<void> {
  const { alsoCodes } = item
  await ctx.tx
    .updateTable('command.itemEvent')
    .set({ alsoCodes })
    .where('itemId', '=', item.id)
    .execute()
  await ctx.tx
    .updateTable('command.evidence')
    .set({ alsoCodes })
    .where('itemId', '=', item.id)
    .execute()
}

// Who takes over a task may read the order that it comes from, and signs for it like the first lead unit.
async function addAddressee(ctx: CommandWrite, id: DirectiveId, unit: Unit): Promise<void> {
  const directive = found(
    await ctx.tx
      .selectFrom('command.directive')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst(),
  )
  const audience = [...new Set([...directive.audience, scopeCodeOf(unit)])]
  await ctx.tx.updateTable('command.directive').set({ audience }).where('id', '=', id).execute()
  const issuer = found(ctx.units.find(directive.issuerCode))
  await ctx.tx
    .insertInto('command.receipt')
    .values(receiptFor(ctx, { id, issuer }, { unit, role: 'lead' }))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
