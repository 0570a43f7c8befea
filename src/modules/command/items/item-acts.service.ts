import { isVisible } from '#kernel/access/actor.ts'
import { found } from '#kernel/dispatch.ts'
import { Missing, Refused } from '#kernel/errors.ts'
import { type CommandAct, write } from '../command.module.ts'
import type { ItemId, ItemState } from '../contract.ts'
import { setClocks, startingLevel } from './item-clock.service.ts'
import { recordEvent } from './item-event.service.ts'
import { items } from './item-endpoints.schema.ts'
import type { Item, ItemAct, ItemEvent } from './item.schema.ts'
import { requireAct, transitions } from './item-rules.ts'

/** What an act changes beyond the state, and what the timeline says of it. */
interface Change {
  readonly act: ItemAct
  readonly text?: string
  readonly data?: NonNullable<ItemEvent['data']>
  readonly set?: Partial<Item>
}

interface Done {
  readonly id: ItemId
  readonly version: number
  readonly state: ItemState
}

/** Loads the item for an act: locked, in the version the person saw, and only if the act is possible. */
export async function itemForAct(
  ctx: CommandAct,
  asked: { readonly id: ItemId; readonly version?: number; readonly act: ItemAct },
): Promise<Item> {
  const item = found(
    await ctx.tx
      .selectFrom('command.item')
      .selectAll()
      .where('id', '=', asked.id)
      .where('state', '<>', 'drafted')
      .forUpdate()
      .executeTakeFirst(),
  )
  // Taking over runs under the city's role: what the reader could not see does not exist.
  if (!isVisible(ctx.actor, { ...item, codes: item.alsoCodes }))
    throw new Missing('kernel.not_found')
  requireAct(item, asked.act, ctx)
  if (asked.version !== undefined && item.version !== asked.version)
    throw new Refused('kernel.stale_version')
  return item
}

/** Applies a change: state, columns, timeline, clocks. The clocks follow from what the item now is. */
export async function applyChange(ctx: CommandAct, item: Item, change: Change): Promise<Done> {
  const toState = transitions[change.act].to ?? item.state
  const worked = [ctx.actor.unitCode, ctx.actor.accountId].filter(
    (who) => !item.workedBy.includes(who),
  )
  const isWork =
    change.act === 'progress' || change.act === 'claim' || change.act === 'add_evidence'
  const set = {
    ...change.set,
    state: toState,
    version: item.version + 1,
    ...(isWork && { workedBy: [...item.workedBy, ...worked] }),
  }
  const moved: Item = { ...item, ...set }
  const changed: Item = { ...moved, level: levelAfter(ctx, item, moved) }
  await ctx.tx
    .updateTable('command.item')
    .set({ ...set, level: changed.level })
    .where('id', '=', item.id)
    .where('version', '=', item.version)
    .execute()
  await recordEvent(
    ctx,
    { ...changed, state: item.state },
    {
      act: change.act,
      toState,
      ...(change.text !== undefined && { text: change.text }),
      ...(change.data && { data: change.data }),
    },
  )
  if (change.act !== 'comment') await setClocks(ctx, changed)
  return { id: item.id, version: changed.version, state: toState }
}

// A level never falls by work alone; only a new deadline or a return measures afresh.
function levelAfter(ctx: CommandAct, before: Item, after: Item): Item['level'] {
  if (after.state === 'closed') return before.level
  const isMeasuredAfresh =
    after.dueAt?.getTime() !== before.dueAt?.getTime() || after.state === 'returned'
  if (!isMeasuredAfresh) return before.level
  return startingLevel(ctx, after)
}

export const acknowledgeItem = write(items.acknowledge, async (ctx, input) => {
  const item = await itemForAct(ctx, { ...input, act: 'acknowledge' })
  return applyChange(ctx, item, {
    act: 'acknowledge',
    set: { acknowledgedAt: ctx.now, isUnanswered: false },
  })
})

export const reportProgress = write(
  items.progress,
  async (ctx, { text, meetsMilestone, ...input }) => {
    const item = await itemForAct(ctx, { ...input, act: 'progress' })
    const isMilestone = meetsMilestone && item.milestoneAt !== null && item.milestoneMetAt === null
    return applyChange(ctx, item, {
      act: 'progress',
      text,
      ...(isMilestone && { set: { milestoneMetAt: ctx.now }, data: { milestone: true } }),
    })
  },
)

export const claimItem = write(items.claim, async (ctx, { text, ...input }) => {
  const item = await itemForAct(ctx, { ...input, act: 'claim' })
  return applyChange(ctx, item, {
    act: 'claim',
    text,
    set: { claimedAt: ctx.now, extensionAsked: null },
  })
})

export const verifyItem = write(items.verify, async (ctx, { text, ...input }) => {
  const item = await itemForAct(ctx, { ...input, act: 'verify' })
  return applyChange(ctx, item, { act: 'verify', text })
})

export const returnItem = write(items.return, async (ctx, { text, ...input }) => {
  const item = await itemForAct(ctx, { ...input, act: 'return' })
  return applyChange(ctx, item, {
    act: 'return',
    text,
    set: { returnedCount: item.returnedCount + 1, claimedAt: null },
  })
})

export const closeItem = write(items.close, async (ctx, input) => {
  const item = await itemForAct(ctx, { ...input, act: 'close' })
  return applyChange(ctx, item, { act: 'close', set: { outcome: 'verified', closedAt: ctx.now } })
})

export const commentOnItem = write(items.comment, async (ctx, { text, ...input }) => {
  const item = await itemForAct(ctx, { ...input, act: 'comment' })
  return applyChange(ctx, item, { act: 'comment', text })
})
