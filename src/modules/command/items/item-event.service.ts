import { uuidv7 } from 'uuidv7'
import type { CommandWrite } from '../command.module.ts'
import type { ItemState } from '../contract.ts'
import { type Item, type ItemEvent, ItemEventId } from './item.schema.ts'

/** One line of the timeline, and the word to everybody who may see the item. */
export async function recordEvent(
  ctx: CommandWrite,
  item: Item,
  event: {
    readonly act: string
    readonly toState: ItemState
    readonly text?: string
    readonly data?: NonNullable<ItemEvent['data']>
  },
): Promise<void> {
  await ctx.tx
    .insertInto('command.itemEvent')
    .values({
      id: ItemEventId.parse(uuidv7()),
      itemId: item.id,
      at: ctx.now,
      accountId: ctx.actor?.accountId ?? null,
      post: ctx.actor?.post ?? null,
      unitCode: ctx.actor?.unitCode ?? null,
      act: event.act,
      fromState: item.state,
      toState: event.toState,
      text: event.text ?? null,
      data: event.data ?? null,
      districtCode: item.districtCode,
      streetCode: item.streetCode,
      alsoCodes: item.alsoCodes,
    })
    .execute()
  ctx.about('command.item', item.id)
  ctx.publish(`command.item.${event.act}`, {
    id: item.id,
    directiveId: item.directiveId,
    districtCode: item.districtCode,
    streetCode: item.streetCode,
    codes: item.alsoCodes,
  })
}
