import type { Payload } from '#kernel/module.ts'
import { type CommandWrite, reaction } from '../command.module.ts'
import { ItemId, ItemLevel, type ItemState } from '../contract.ts'
import type { Item } from './item.schema.ts'
import { recordEvent } from './item-event.service.ts'
import { workingStates } from './item-rules.ts'

const clocks = [
  'command.item.blue',
  'command.item.milestone',
  'command.item.red',
  'command.item.acknowledge',
] as const

/** The instant a task turns blue: when the policy's share of its time remains (rule 7). */
function blueAt(
  item: Pick<Item, 'issuedAt' | 'dueAt' | 'eventAt'>,
  remainingPercent: number,
): Date | null {
  if (!item.issuedAt || !item.dueAt) return null
  const total = item.dueAt.getTime() - item.issuedAt.getTime()
  return new Date(item.dueAt.getTime() - Math.round((total * remainingPercent) / 100))
}

/** The level a task has by itself now, before any clock has run out (rule 7). */
export function startingLevel(ctx: CommandWrite, item: Item): ItemLevel {
  if (item.dueAt && item.dueAt <= ctx.now) return 'red'
  const isMilestoneMissed = item.milestoneAt && item.milestoneAt <= ctx.now && !item.milestoneMetAt
  if (item.returnedCount > 0 || isMilestoneMissed) return 'yellow'
  if (item.isUrgent)
    return ItemLevel.parse(ctx.policy.value('item.urgent_start_colour', item.eventAt))
  const blue = blueAt(item, ctx.policy.int('item.blue_remaining_percent', item.eventAt))
  return blue && blue <= ctx.now ? 'blue' : 'none'
}

/** Sets every clock of a task as its state asks: running while the lead unit works, stopped otherwise. */
export async function setClocks(ctx: CommandWrite, item: Item): Promise<void> {
  const wanted = wantedClocks(ctx, item)
  for (const clock of clocks) {
    const dueAt = wanted[clock]
    if (dueAt) await ctx.arm(clock, item.id, { dueAt })
    else await ctx.disarm(clock, item.id)
  }
}

function wantedClocks(
  ctx: CommandWrite,
  item: Item,
): Partial<Record<(typeof clocks)[number], Date>> {
  if (!isWorking(item.state) || !item.dueAt) return {}
  const blue = blueAt(item, ctx.policy.int('item.blue_remaining_percent', item.eventAt))
  return {
    'command.item.red': nextRed(ctx, item, item.dueAt),
    ...(blue && blue > ctx.now && { 'command.item.blue': blue }),
    ...(item.milestoneAt && !item.milestoneMetAt && { 'command.item.milestone': item.milestoneAt }),
    ...(item.state === 'issued' &&
      item.acknowledgeBy && { 'command.item.acknowledge': item.acknowledgeBy }),
  }
}

// An item that is red already is said again a whole number of days after its deadline, whatever else happens.
function nextRed(ctx: CommandWrite, item: Item, dueAt: Date): Date {
  const late = ctx.now.getTime() - dueAt.getTime()
  if (item.level !== 'red' || late < 0) return dueAt
  const everyMs = ctx.policy.int('item.red_repeat_hours', item.eventAt) * 3_600_000
  return new Date(dueAt.getTime() + (Math.floor(late / everyMs) + 1) * everyMs)
}

function isWorking(state: ItemState): boolean {
  const working: readonly ItemState[] = workingStates
  return working.includes(state)
}

async function workingItem(ctx: CommandWrite, payload: Payload): Promise<Item | undefined> {
  return ctx.tx
    .selectFrom('command.item')
    .selectAll()
    .where('id', '=', itemIdOf(payload))
    .where('state', 'in', workingStates)
    .forUpdate()
    .executeTakeFirst()
}

function itemIdOf(payload: Payload): Item['id'] {
  return ItemId.parse(payload['subjectId'])
}

async function raise(
  ctx: CommandWrite,
  item: Item,
  to: { level: ItemLevel; act: string },
): Promise<void> {
  await ctx.tx
    .updateTable('command.item')
    .set({ level: to.level, version: item.version + 1 })
    .where('id', '=', item.id)
    .execute()
  await recordEvent(ctx, item, { act: to.act, toState: item.state })
}

/** Blue: the policy's share of the time remains. */
export const turnBlue = reaction('command.item.blue', async (ctx, payload) => {
  const item = await workingItem(ctx, payload)
  if (item?.level === 'none') await raise(ctx, item, { level: 'blue', act: 'turned_blue' })
})

/** Yellow: a milestone has passed without its report. */
export const missMilestone = reaction('command.item.milestone', async (ctx, payload) => {
  const item = await workingItem(ctx, payload)
  if (!item || item.milestoneMetAt || item.level === 'red') return
  await raise(ctx, item, { level: 'yellow', act: 'milestone_missed' })
})

/** Red: overdue, said again every day until the work is claimed (rule 7). */
export const turnRed = reaction('command.item.red', async (ctx, payload) => {
  const item = await workingItem(ctx, payload)
  if (!item?.dueAt) return
  await raise(ctx, item, { level: 'red', act: item.level === 'red' ? 'still_red' : 'turned_red' })
  const dueAt = nextRed(ctx, { ...item, level: 'red' }, item.dueAt)
  await ctx.arm('command.item.red', item.id, { dueAt })
})

/** Nobody has acknowledged in time (rule 10): the duty officer's list shows it. */
export const missAcknowledgement = reaction('command.item.acknowledge', async (ctx, payload) => {
  const item = await workingItem(ctx, payload)
  if (item?.state !== 'issued') return
  await ctx.tx
    .updateTable('command.item')
    .set({ isUnanswered: true, version: item.version + 1 })
    .where('id', '=', item.id)
    .execute()
  await recordEvent(ctx, item, { act: 'unanswered', toState: item.state })
})
