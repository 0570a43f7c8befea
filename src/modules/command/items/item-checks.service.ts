import { randomUUID } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { AccountId } from '#kernel/access/contract.ts'
import { check, type CommandWrite } from '../command.module.ts'
import { DirectiveId, ItemId } from '../contract.ts'
import { emptyWork } from './item-empty.ts'
import type { Item } from './item.schema.ts'
import { workingStates } from './item-rules.ts'

// A check counts as late what should have happened this long ago: the worker looks every second.
const graceMs = 120_000

/** Every item that is being worked on has its clock running (law 2). */
export const itemWithoutClock = check('command.item.without_clock', {
  plant: (ctx) => plantItem(ctx, { dueAt: new Date(ctx.now.getTime() + 3_600_000) }),
  find: (ctx) =>
    ctx.tx
      .selectFrom('command.item')
      .select('id')
      .where('state', 'in', workingStates)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('kernel.timer')
              .select('kernel.timer.subjectId')
              .where('name', '=', 'command.item.red')
              .whereRef('kernel.timer.subjectId', '=', 'command.item.id'),
          ),
        ),
      )
      .limit(1000)
      .execute(),
})

/** Nothing is overdue without being red. */
export const overdueNotRed = check('command.item.overdue_not_red', {
  plant: (ctx) => plantItem(ctx, { dueAt: new Date(ctx.now.getTime() - 10 * graceMs) }),
  find: (ctx) =>
    ctx.tx
      .selectFrom('command.item')
      .select('id')
      .where('state', 'in', workingStates)
      .where('level', '<>', 'red')
      .where('dueAt', '<', new Date(ctx.now.getTime() - graceMs))
      .limit(1000)
      .execute(),
})

/** Every issued order that is not itself a withdrawal has tasks (rule 4). */
export const orderWithoutTask = check('command.directive.without_task', {
  plant: plantOrder,
  find: (ctx) =>
    ctx.tx
      .selectFrom('command.directive')
      .select('id')
      .where('status', '=', 'issued')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('command.item')
              .select('command.item.id')
              .whereRef('command.item.directiveId', '=', 'command.directive.id'),
          ),
        ),
      )
      .limit(1000)
      .execute(),
})

async function plantItem(ctx: CommandWrite, clock: Pick<Item, 'dueAt'>): Promise<string> {
  const [unit] = ctx.units.all
  if (!unit) throw new Error('there is no unit to plant a canary at')
  const id = ItemId.parse(uuidv7())
  await ctx.tx
    .insertInto('command.item')
    .values({
      ...emptyWork,
      ...clock,
      id,
      workedBy: [],
      number: `canary-${id}`,
      kind: 'directive',
      directiveId: null,
      position: 1,
      titleZh: '核查自检',
      titleEn: '',
      deliverableZh: '自检',
      deliverableEn: '',
      evidence: 'text',
      leadUnitCode: unit.code,
      verifierUnitCode: null,
      issuerUnitCode: unit.code,
      districtCode: unit.districtCode,
      streetCode: unit.streetCode,
      alsoCodes: [],
      state: 'issued',
      isUrgent: false,
      milestoneAt: null,
      issuedAt: ctx.now,
      eventAt: ctx.now,
    })
    .execute()
  return id
}

async function plantOrder(ctx: CommandWrite): Promise<string> {
  const [unit] = ctx.units.all
  if (!unit) throw new Error('there is no unit to plant a canary at')
  const id = DirectiveId.parse(uuidv7())
  await ctx.tx
    .insertInto('command.directive')
    .values({
      id,
      series: 'order',
      number: `canary-${id}`,
      titleZh: '核查自检',
      titleEn: '',
      bodyZh: '自检',
      bodyEn: '',
      source: '自检',
      status: 'issued',
      withdrawsId: null,
      issuerCode: unit.code,
      districtCode: unit.districtCode,
      streetCode: unit.streetCode,
      audience: [],
      draftedBy: AccountId.parse(randomUUID()),
      draftedAt: ctx.now,
      issuedBy: null,
      issuedAt: ctx.now,
      completedAt: null,
      reportedAt: null,
      report: null,
      version: 1,
    })
    .execute()
  return id
}
