import { uuidv7 } from 'uuidv7'
import { scopeCodeOf } from '#kernel/access/actor.ts'
import type { UnitCode } from '#kernel/access/contract.ts'
import { found } from '#kernel/dispatch.ts'
import { anyWriter } from '#kernel/module.ts'
import { type CommandWrite, door, subscribe } from '../command.module.ts'
import { ItemId } from '../contract.ts'
import { setClocks, startingLevel } from './item-clock.service.ts'
import { emptyWork } from './item-empty.ts'
import { recordEvent } from './item-event.service.ts'
import type { Item, ItemKind } from './item.schema.ts'

/** An obligation that a rule or a fact creates, not a directive. */
interface NewObligation {
  readonly kind: ItemKind
  /** The thing it is about; at most one open item of a kind for it. */
  readonly subjectId: string
  readonly titleZh: string
  readonly titleEn: string
  readonly deliverableZh: string
  readonly deliverableEn: string
  readonly evidence: Item['evidence']
  readonly leadUnitCode: UnitCode
  readonly issuerUnitCode: UnitCode
  readonly dueAt: Date
  /** Chooses the policy (rule 1): when the thing happened. */
  readonly eventAt: Date
  readonly isUrgent: boolean
}

/**
 * Opens an item inside the write that creates the obligation; answers the open one if there is one.
 * @public a door for the modules above
 */
export const openItem = door(async (ctx, wanted: NewObligation): Promise<ItemId> => {
  const open = await openItemOf(ctx, wanted)
  if (open) return open.id
  const lead = found(ctx.units.find(wanted.leadUnitCode))
  const issuer = found(ctx.units.find(wanted.issuerUnitCode))
  const minutes = ctx.policy.int('item.acknowledge_minutes_peace', wanted.eventAt)
  const item: Item = {
    ...emptyWork,
    ...wanted,
    id: ItemId.parse(uuidv7()),
    number: await ctx.nextNumber('command.item'),
    directiveId: null,
    position: 1,
    verifierUnitCode: null,
    districtCode: lead.districtCode,
    streetCode: lead.streetCode,
    alsoCodes: [scopeCodeOf(issuer)],
    workedBy: [],
    state: 'issued',
    issuedAt: ctx.now,
    milestoneAt: null,
    acknowledgeBy: new Date(ctx.now.getTime() + minutes * 60_000),
    basis: ctx.policy.basis('item.acknowledge_minutes_peace', wanted.eventAt),
  }
  const level = startingLevel(ctx, item)
  await ctx.tx
    .insertInto('command.item')
    .values({ ...item, level })
    .execute()
  await recordEvent(ctx, { ...item, state: 'drafted' }, { act: 'opened', toState: 'issued' })
  await setClocks(ctx, { ...item, level })
  return item.id
})

/**
 * Ends the open item of a subject inside the write that satisfies it; nothing happens if none is open.
 * @public a door for the modules above
 */
export const meetItem = door(
  async (ctx, met: { readonly kind: ItemKind; readonly subjectId: string }): Promise<void> => {
    const item = await openItemOf(ctx, met)
    if (!item) return
    const changes = {
      state: 'closed',
      outcome: 'met',
      closedAt: ctx.now,
      version: item.version + 1,
    } as const
    await ctx.tx.updateTable('command.item').set(changes).where('id', '=', item.id).execute()
    await recordEvent(ctx, item, { act: 'met', toState: 'closed' })
    await setClocks(ctx, { ...item, ...changes })
  },
)

function openItemOf(
  ctx: CommandWrite,
  { kind, subjectId }: { readonly kind: ItemKind; readonly subjectId: string },
): Promise<Item | undefined> {
  return ctx.tx
    .selectFrom('command.item')
    .selectAll()
    .where('kind', '=', kind)
    .where('subjectId', '=', subjectId)
    .where('state', '<>', 'closed')
    .forUpdate()
    .executeTakeFirst()
}

/** What a standing check finds is an item of the headquarters. */
export const openCheckItem = subscribe(
  'kernel.check.failed',
  'command.item.open_check',
  async (ctx, payload) => {
    const headquarters = ctx.units.all.find(({ kind }) => kind === 'hq')
    if (!headquarters) return
    const check = String(payload['check'])
    const count = Number(payload['count'])
    const minutes = ctx.policy.int('item.acknowledge_minutes_peace', ctx.now)
    await openItem(anyWriter(ctx), {
      kind: 'standing_check',
      subjectId: check,
      titleZh: `常设核查发现 ${count} 处缺失：${check}`,
      titleEn: `A standing check found ${count} gaps: ${check}`,
      deliverableZh: '查明缺失原因并补齐，核查恢复通过。',
      deliverableEn: 'Find out what is missing and why, and mend it until the check passes.',
      evidence: 'text',
      leadUnitCode: headquarters.code,
      issuerUnitCode: headquarters.code,
      dueAt: new Date(ctx.now.getTime() + minutes * 60_000),
      eventAt: ctx.now,
      isUrgent: true,
    })
  },
)

/** The check passes again: the fact ends the item. */
export const meetCheckItem = subscribe(
  'kernel.check.passed',
  'command.item.meet_check',
  async (ctx, payload) => {
    await meetItem(anyWriter(ctx), { kind: 'standing_check', subjectId: String(payload['check']) })
  },
)
