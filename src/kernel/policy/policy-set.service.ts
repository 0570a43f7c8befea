import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { localDay } from '../calendar.ts'
import { found } from '../dispatch.ts'
import { Invalid, Missing, Refused } from '../errors.ts'
import type { TextKey } from '../i18n/texts.ts'
import type { ActorCtx, WriteCtx } from '../module.ts'
import { checkClaim } from './policy-catalogue.ts'
import { type PolicyTables, write } from './policy.module.ts'
import { choiceOf, replacedInThePast } from './policy-reader.ts'
import { type PolicySet, PolicySetId, type PolicySetValue, policyWrites } from './policy.schema.ts'
import { activatedValues } from './policy-store.ts'

type Ctx = ActorCtx<PolicyTables>

export const draftSet = write(policyWrites.draft, async (ctx, { copyFrom, ...header }) => {
  checkDays(header)
  const same = await ctx.tx
    .selectFrom('policy.policySet')
    .select('id')
    .where('code', '=', header.code)
    .executeTakeFirst()
  if (same) throw new Refused('policy.set.code_taken', { code: header.code })
  const set = await ctx.tx
    .insertInto('policy.policySet')
    .values({
      ...header,
      id: PolicySetId.parse(randomUUID()),
      confidence: {},
      status: 'draft',
      authors: [ctx.actor.accountId],
      createdAt: ctx.now,
      version: 1,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  if (copyFrom) await copyValues(ctx, copyFrom, set.id)
  return tell(ctx, 'policy.set.drafted', set)
})

async function copyValues(ctx: Ctx, fromId: PolicySetId, toId: PolicySetId): Promise<void> {
  const { tx } = ctx
  found(
    await tx
      .selectFrom('policy.policySet')
      .select('id')
      .where('id', '=', fromId)
      .executeTakeFirst(),
  )
  const values = await readValues(ctx, fromId)
  await putValues(
    ctx,
    values.map((value) => ({ ...value, setId: toId })),
  )
}

/** Stores values of a draft; the caller has checked them. */
export async function putValues(
  { tx }: WriteCtx<PolicyTables>,
  values: readonly PolicySetValue[],
): Promise<void> {
  if (values.length === 0) return
  await tx
    .insertInto('policy.policyValue')
    .values(values.map((row) => ({ ...row, value: JSON.stringify(row.value) })))
    .onConflict((conflict) =>
      conflict.columns(['setId', 'key']).doUpdateSet((eb) => ({
        value: eb.ref('excluded.value'),
        status: eb.ref('excluded.status'),
        rule: eb.ref('excluded.rule'),
        confidence: eb.ref('excluded.confidence'),
        noteZh: eb.ref('excluded.noteZh'),
        noteEn: eb.ref('excluded.noteEn'),
      })),
    )
    .execute()
}

export const reviseSet = write(policyWrites.revise, async (ctx, { id, version, ...header }) => {
  checkDays(header)
  const set = await openDraft(ctx, { id, version })
  await ctx.tx.updateTable('policy.policySet').set(header).where('id', '=', id).execute()
  return revised(ctx, set)
})

export const fixValue = write(policyWrites.fix, async (ctx, { id, version, ...claim }) => {
  const set = await openDraft(ctx, { id, version })
  const { rule } = checkClaim(claim)
  await putValues(ctx, [{ ...claim, setId: id, rule }])
  return revised(ctx, set)
})

export const removeValue = write(policyWrites.remove, async (ctx, { id, version, key }) => {
  const set = await openDraft(ctx, { id, version })
  const removed = await ctx.tx
    .deleteFrom('policy.policyValue')
    .where('setId', '=', id)
    .where('key', '=', key)
    .returning('key')
    .executeTakeFirst()
  if (!removed) throw new Missing('kernel.not_found')
  return revised(ctx, set)
})

/** Rule 2, and a second pair of eyes. From here on the set is never edited. */
export const activateSet = write(policyWrites.activate, async (ctx, input) => {
  await lockActivation(ctx)
  const set = await openDraft(ctx, input)
  if (set.authors.includes(ctx.actor.accountId)) throw new Refused('policy.set.same_person')
  const values = await readValues(ctx, set.id)
  const lacking = lackOf(set, values.length)
  if (lacking) throw new Refused(lacking, { code: set.code })
  for (const value of values) checkClaim(value)
  await refuseChangedPast(
    ctx,
    set,
    values.map(({ key }) => key),
  )
  const active = await ctx.tx
    .updateTable('policy.policySet')
    .set({
      status: 'active',
      activatedAt: ctx.now,
      activatedBy: ctx.actor.accountId,
      version: set.version + 1,
    })
    .where('id', '=', set.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return tell(ctx, 'policy.set.activated', active)
})

// Two sets activated at one moment would each not see the other.
const activationLock = 7_315_055

export async function lockActivation({ tx }: WriteCtx<PolicyTables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${activationLock})`.execute(tx)
}

function lackOf(set: PolicySet, valueCount: number): TextKey | null {
  if (!set.orderNumber) return 'policy.set.lacks_order_number'
  if (!set.issuerZh || !set.issuerEn) return 'policy.set.lacks_issuer'
  if (!set.effectiveFrom) return 'policy.set.lacks_first_day'
  return valueCount === 0 ? 'policy.set.lacks_values' : null
}

// An order that arrives late takes effect from today; only days on which nothing stood may still be filled.
async function refuseChangedPast(ctx: Ctx, set: PolicySet, keys: readonly string[]): Promise<void> {
  const from = set.effectiveFrom
  if (!from) return
  const choose = choiceOf(await activatedValues(ctx.tx))
  const replaced = replacedInThePast(choose, { keys, from, today: localDay(ctx.now) })
  if (!replaced) return
  const { key, basis } = replaced
  throw new Refused('policy.set.past_decided', { key, day: from, setCode: basis.setCode })
}

/** The last day may be brought forward, to today at the earliest: days that are gone were decided under it. */
export const endSet = write(policyWrites.end, async (ctx, { id, version, effectiveTo }) => {
  const set = await lockSet(ctx, id)
  if (set.status !== 'active') throw new Refused('policy.set.not_active', { code: set.code })
  if (set.version !== version) throw new Refused('kernel.stale_version')
  const today = localDay(ctx.now)
  if (effectiveTo < today) throw new Refused('policy.set.end_in_past', { today })
  if (set.effectiveTo && effectiveTo > set.effectiveTo) {
    throw new Refused('policy.set.end_later', { day: set.effectiveTo })
  }
  checkDays({ effectiveFrom: set.effectiveFrom, effectiveTo })
  const ended = await ctx.tx
    .updateTable('policy.policySet')
    .set({ effectiveTo, endedBy: ctx.actor.accountId, endedAt: ctx.now, version: version + 1 })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return tell(ctx, 'policy.set.ended', ended)
})

function checkDays(days: Pick<PolicySet, 'effectiveFrom' | 'effectiveTo'>): void {
  if (!days.effectiveFrom || !days.effectiveTo || days.effectiveFrom <= days.effectiveTo) return
  throw new Invalid('policy.set.days_reversed', {}, [
    { path: 'effectiveTo', problem: 'days_reversed' },
  ])
}

async function lockSet({ tx }: Ctx, id: PolicySetId): Promise<PolicySet> {
  return found(
    await tx
      .selectFrom('policy.policySet')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst(),
  )
}

async function openDraft(
  ctx: Ctx,
  { id, version }: Pick<PolicySet, 'id' | 'version'>,
): Promise<PolicySet> {
  const set = await lockSet(ctx, id)
  if (set.status !== 'draft') throw new Refused('policy.set.not_draft', { code: set.code })
  if (set.version !== version) throw new Refused('kernel.stale_version')
  return set
}

function readValues({ tx }: Ctx, setId: PolicySetId): Promise<PolicySetValue[]> {
  return tx.selectFrom('policy.policyValue').selectAll().where('setId', '=', setId).execute()
}

async function revised(ctx: Ctx, { id, version, authors }: PolicySet): Promise<PolicySet> {
  const set = await ctx.tx
    .updateTable('policy.policySet')
    .set({ version: version + 1, authors: [...new Set([...authors, ctx.actor.accountId])] })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return tell(ctx, 'policy.set.revised', set)
}

function tell(ctx: Ctx, event: `policy.set.${string}`, set: PolicySet): PolicySet {
  const districtCode = ctx.units.find(ctx.actor.unitCode)?.districtCode
  ctx.publish(event, { id: set.id, districtCode, code: set.code })
  ctx.about('policy.set', set.id)
  return set
}
