import { uuidv7 } from 'uuidv7'
import { scopeCodeOf } from '#kernel/access/actor.ts'
import type { Unit } from '#kernel/access/unit-tree.ts'
import { found } from '#kernel/dispatch.ts'
import { Invalid, Refused } from '#kernel/errors.ts'
import type { FieldProblem } from '#kernel/errors.ts'
import { asTransfer } from '#kernel/module.ts'
import { type CommandAct, write } from '../command.module.ts'
import { DirectiveId } from '../contract.ts'
import { setClocks, startingLevel } from '../items/item-clock.service.ts'
import { recordEvent } from '../items/item-event.service.ts'
import type { Item } from '../items/item.schema.ts'
import { directiveInStatus, issuingUnit } from './directive-draft.service.ts'
import { type Directive, directives } from './directive.schema.ts'
import { type Addressee, receiptFor } from './receipt.ts'

const issueUnderOwnScope = write(directives.issue, async (ctx, { id, version }) => {
  const directive = await directiveInStatus(ctx, { id, version, status: ['drafted'] })
  const drafts = await ctx.tx
    .selectFrom('command.item')
    .selectAll()
    .where('directiveId', '=', id)
    .orderBy('position')
    .execute()
  refuseIncomplete(ctx, drafts)
  const addressed = addressees(ctx, directive, drafts)
  const issued: Directive = {
    ...directive,
    number: await ctx.nextNumber(`command.directive.${directive.series}`),
    status: 'issued',
    issuedBy: ctx.actor.accountId,
    issuedAt: ctx.now,
    audience: [
      ...new Set([...directive.audience, ...addressed.map(({ unit }) => scopeCodeOf(unit))]),
    ],
    version: version + 1,
  }
  const { number, status, issuedBy, issuedAt, audience } = issued
  await ctx.tx
    .updateTable('command.directive')
    .set({ number, status, issuedBy, issuedAt, audience, version: issued.version })
    .where('id', '=', id)
    .execute()
  for (const draft of drafts) await issueTask(ctx, draft)
  await sendReceipts(ctx, issued, addressed)
  ctx.about('command.directive', id)
  ctx.publish('command.directive.issued', { id, codes: audience, number })
  return issued
})

/**
 * Gives the directive its number and sends every task in one hop; the levels between get a copy at once.
 * The tasks leave the issuer's area for those of their lead units.
 */
export const issueDirective = asTransfer(issueUnderOwnScope)

/** Rules 4 and 6: exactly one lead unit, a deadline ahead, a deliverable, an evidence type, another verifier. */
function refuseIncomplete(ctx: CommandAct, drafts: readonly Item[]): void {
  if (drafts.length === 0) throw new Refused('command.directive.no_task')
  const fields = drafts.flatMap((draft, index) =>
    problemsOf(ctx, draft).map((problem): FieldProblem => ({
      path: `tasks.${index}.${problem}`,
      problem,
    })),
  )
  if (fields.length > 0)
    throw new Invalid('command.directive.incomplete', { count: fields.length }, fields)
}

function problemsOf(ctx: CommandAct, draft: Item): string[] {
  const lead = ctx.units.find(draft.leadUnitCode ?? '')
  const verifier = ctx.units.find(draft.verifierUnitCode ?? '')
  const problems: readonly (readonly [string, boolean])[] = [
    ['leadUnitCode', !lead || lead.closedAt !== null || !isBelow(ctx, lead)],
    [
      'verifierUnitCode',
      draft.verifierUnitCode !== null && (!verifier || verifier.code === lead?.code),
    ],
    ['deliverableZh', draft.deliverableZh.length === 0],
    ['evidence', draft.evidence === null],
    ['dueAt', draft.dueAt === null || draft.dueAt <= ctx.now],
    [
      'milestoneAt',
      draft.milestoneAt !== null && draft.dueAt !== null && draft.milestoneAt >= draft.dueAt,
    ],
  ]
  return problems.filter(([, isWrong]) => isWrong).map(([name]) => name)
}

// The headquarters orders any unit directly (rule 9); a district orders what is under it.
function isBelow(ctx: CommandAct, lead: Unit): boolean {
  if (ctx.actor.scope.kind === 'city') return true
  return ctx.units.above(lead.code).some(({ code }) => code === ctx.actor.unitCode)
}

/** Each lead unit, and as copies the levels between it and the issuer. */
function addressees(ctx: CommandAct, directive: Directive, drafts: readonly Item[]): Addressee[] {
  const issuerChain = new Set<string>([
    directive.issuerCode,
    ...ctx.units.above(directive.issuerCode).map(({ code }) => code),
  ])
  const leads = [...new Set(drafts.map(({ leadUnitCode }) => leadUnitCode))].flatMap(
    (code) => ctx.units.find(code ?? '') ?? [],
  )
  const verifiers = drafts.flatMap(
    ({ verifierUnitCode }) => ctx.units.find(verifierUnitCode ?? '') ?? [],
  )
  const between = leads.flatMap(({ code }) => ctx.units.above(code))
  const copies = [...new Set([...between, ...verifiers])].filter(
    (unit) => !issuerChain.has(unit.code) && !leads.includes(unit),
  )
  return [
    ...leads.map((unit) => ({ unit, role: 'lead' as const })),
    ...copies.map((unit) => ({ unit, role: 'copy' as const })),
  ]
}

async function sendReceipts(
  ctx: CommandAct,
  directive: Directive,
  addressed: readonly Addressee[],
): Promise<void> {
  const issuer = found(ctx.units.find(directive.issuerCode))
  if (addressed.length === 0) return
  await ctx.tx
    .insertInto('command.receipt')
    .values(addressed.map((addressee) => receiptFor(ctx, { id: directive.id, issuer }, addressee)))
    .execute()
}

async function issueTask(ctx: CommandAct, draft: Item): Promise<void> {
  const lead = found(ctx.units.find(draft.leadUnitCode ?? ''))
  const issuer = found(ctx.units.find(draft.issuerUnitCode))
  const verifier = ctx.units.find(draft.verifierUnitCode ?? '')
  const minutes = ctx.policy.int('item.acknowledge_minutes_peace', ctx.now)
  const item: Item = {
    ...draft,
    number: await ctx.nextNumber('command.item'),
    state: 'issued',
    districtCode: lead.districtCode,
    streetCode: lead.streetCode,
    alsoCodes: [...new Set([scopeCodeOf(issuer), ...(verifier ? [scopeCodeOf(verifier)] : [])])],
    issuedAt: ctx.now,
    eventAt: ctx.now,
    acknowledgeBy: new Date(ctx.now.getTime() + minutes * 60_000),
    basis: ctx.policy.basis('item.acknowledge_minutes_peace', ctx.now),
    version: draft.version + 1,
  }
  const level = startingLevel(ctx, item)
  const { id, ...columns } = { ...item, level }
  await ctx.tx.updateTable('command.item').set(columns).where('id', '=', id).execute()
  await recordEvent(ctx, { ...item, state: 'drafted' }, { act: 'issued', toState: 'issued' })
  await setClocks(ctx, { ...item, level })
}

/** Rule 3: taking an order back is itself an order, with the next number; what was still open ends. */
const withdrawUnderOwnScope = write(directives.withdraw, async (ctx, { id, version, reason }) => {
  const withdrawn = await directiveInStatus(ctx, { id, version, status: ['issued'] })
  const unit = issuingUnit(ctx)
  const order: Directive = {
    ...withdrawn,
    id: DirectiveId.parse(uuidv7()),
    number: await ctx.nextNumber(`command.directive.${withdrawn.series}`),
    titleZh: shortened(`撤销：${withdrawn.titleZh}`, 120),
    titleEn: withdrawn.titleEn ? shortened(`Withdrawal: ${withdrawn.titleEn}`, 240) : '',
    bodyZh: reason,
    bodyEn: '',
    status: 'completed',
    withdrawsId: id,
    issuerCode: unit.code,
    draftedBy: ctx.actor.accountId,
    draftedAt: ctx.now,
    issuedBy: ctx.actor.accountId,
    issuedAt: ctx.now,
    completedAt: ctx.now,
    version: 1,
  }
  await ctx.tx.insertInto('command.directive').values(order).execute()
  await sendReceipts(ctx, order, await addresseesOf(ctx, id))
  await ctx.tx
    .updateTable('command.directive')
    .set({ status: 'withdrawn', version: version + 1 })
    .where('id', '=', id)
    .execute()
  const open = await ctx.tx
    .selectFrom('command.item')
    .selectAll()
    .where('directiveId', '=', id)
    .where('state', '<>', 'closed')
    .forUpdate()
    .execute()
  for (const item of open) await endWithdrawn(ctx, item, { number: order.number, reason })
  ctx.about('command.directive', order.id)
  ctx.publish('command.directive.withdrawn', { id, codes: withdrawn.audience })
  return order
})

/** The tasks of other areas end too, so it runs as a transfer does. */
export const withdrawDirective = asTransfer(withdrawUnderOwnScope)

// Whoever was told of the order is told of its end.
async function addresseesOf(ctx: CommandAct, id: Directive['id']): Promise<Addressee[]> {
  const receipts = await ctx.tx
    .selectFrom('command.receipt')
    .select(['unitCode', 'role'])
    .where('directiveId', '=', id)
    .execute()
  return receipts.flatMap(({ unitCode, role }) => {
    const unit = ctx.units.find(unitCode)
    return unit ? [{ unit, role }] : []
  })
}

async function endWithdrawn(
  ctx: CommandAct,
  item: Item,
  by: { number: string | null; reason: string },
): Promise<void> {
  const changes = {
    state: 'closed',
    outcome: 'withdrawn',
    closedAt: ctx.now,
    version: item.version + 1,
  } as const
  await ctx.tx.updateTable('command.item').set(changes).where('id', '=', item.id).execute()
  await recordEvent(ctx, item, {
    act: 'withdrawn',
    toState: 'closed',
    text: by.reason,
    data: { directive: by.number },
  })
  await setClocks(ctx, { ...item, ...changes })
}

// By characters, not by their halves.
function shortened(text: string, most: number): string {
  return Array.from(text).slice(0, most).join('')
}
