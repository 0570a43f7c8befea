import { uuidv7 } from 'uuidv7'
import { isVisible, scopeCodeOf } from '#kernel/access/actor.ts'
import { found } from '#kernel/dispatch.ts'
import { Missing, Refused } from '#kernel/errors.ts'
import { type CommandAct, write } from '../command.module.ts'
import { DirectiveId, ItemId } from '../contract.ts'
import { emptyWork } from '../items/item-empty.ts'
import { type Directive, directives, type DraftTask } from './directive.schema.ts'

/** The unit in whose name the actor orders. */
export function issuingUnit(ctx: CommandAct) {
  return found(ctx.units.find(ctx.actor.unitCode))
}

/** Writing needs no completeness: what is missing is refused at issue (rule 4). */
export const draftDirective = write(directives.draft, async (ctx, { tasks, ...order }) => {
  const unit = issuingUnit(ctx)
  const directive: Directive = {
    ...order,
    id: DirectiveId.parse(uuidv7()),
    number: null,
    status: 'drafted',
    withdrawsId: null,
    issuerCode: unit.code,
    districtCode: unit.districtCode,
    streetCode: unit.streetCode,
    audience: [scopeCodeOf(unit)],
    draftedBy: ctx.actor.accountId,
    draftedAt: ctx.now,
    issuedBy: null,
    issuedAt: null,
    completedAt: null,
    reportedAt: null,
    report: null,
    version: 1,
  }
  await ctx.tx.insertInto('command.directive').values(directive).execute()
  await writeTasks(ctx, directive, tasks)
  ctx.publish('command.directive.drafted', { id: directive.id, codes: directive.audience })
  return directive
})

export const reviseDirective = write(
  directives.revise,
  async (ctx, { id, version, tasks, ...order }) => {
    const directive = await directiveInStatus(ctx, { id, version, status: ['drafted'] })
    const revised = { ...directive, ...order, version: version + 1 }
    const { series, titleZh, titleEn, bodyZh, bodyEn, source } = revised
    await ctx.tx
      .updateTable('command.directive')
      .set({ series, titleZh, titleEn, bodyZh, bodyEn, source, version: revised.version })
      .where('id', '=', id)
      .execute()
    await ctx.tx
      .deleteFrom('command.item')
      .where('directiveId', '=', id)
      .where('state', '=', 'drafted')
      .execute()
    await writeTasks(ctx, revised, tasks)
    ctx.publish('command.directive.revised', { id, codes: directive.audience })
    return revised
  },
)

/** Loads a directive for a change: locked, in the version the person saw, in one of the states it needs. */
export async function directiveInStatus(
  ctx: CommandAct,
  asked: { id: DirectiveId; version: number; status: readonly Directive['status'][] },
): Promise<Directive> {
  const directive = found(
    await ctx.tx
      .selectFrom('command.directive')
      .selectAll()
      .where('id', '=', asked.id)
      .forUpdate()
      .executeTakeFirst(),
  )
  // Issuing and withdrawing run under the city's role: what the reader could not see does not exist.
  if (!isVisible(ctx.actor, { ...directive, codes: directive.audience }))
    throw new Missing('kernel.not_found')
  if (directive.version !== asked.version) throw new Refused('kernel.stale_version')
  if (!asked.status.includes(directive.status)) {
    throw new Refused('command.directive.wrong_status', { status: directive.status })
  }
  if (ctx.actor.scope.kind !== 'city' && directive.issuerCode !== ctx.actor.unitCode) {
    throw new Refused('command.directive.other_issuer', { unit: directive.issuerCode })
  }
  return directive
}

async function writeTasks(
  ctx: CommandAct,
  directive: Directive,
  tasks: readonly DraftTask[],
): Promise<void> {
  if (tasks.length === 0) return
  await ctx.tx
    .insertInto('command.item')
    .values(
      tasks.map((task, index) => ({
        ...task,
        ...emptyWork,
        id: ItemId.parse(uuidv7()),
        kind: 'directive' as const,
        workedBy: [],
        directiveId: directive.id,
        position: index + 1,
        issuerUnitCode: directive.issuerCode,
        districtCode: directive.districtCode,
        streetCode: directive.streetCode,
        alsoCodes: directive.audience,
        eventAt: ctx.now,
      })),
    )
    .execute()
}
