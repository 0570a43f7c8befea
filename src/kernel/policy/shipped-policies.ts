import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { bilingual, day } from '../contract.ts'
import { inTransaction } from '../db/transact.ts'
import { workTransaction } from '../jobs/reaction.ts'
import type { WriteCtx } from '../module.ts'
import type { OpenRuntime } from '../open-runtime.ts'
import { writeContext } from '../write-context.ts'
import { checkClaim, policyFolder } from './policy-catalogue.ts'
import { door, type PolicyTables } from './policy.module.ts'
import { lockActivation, putValues } from './policy-set.service.ts'
import { Confidence, PolicySetId, PolicyStatus, PolicyValue } from './policy.schema.ts'

const ShippedSet = z.object({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  orderNumber: z.string().min(1),
  issuer: bilingual,
  effectiveFrom: day,
  effectiveTo: day.nullable(),
  confidence: z.record(z.string(), Confidence),
  source: z.string().min(1),
  values: z.array(
    z.object({
      key: z.string(),
      value: PolicyValue,
      status: PolicyStatus,
      confidence: Confidence,
      note: bilingual,
    }),
  ),
})
type ShippedSet = z.infer<typeof ShippedSet>

/** The sets that come with the product: every file beside the catalogue. */
export function shippedSets(): ShippedSet[] {
  return readdirSync(policyFolder)
    .filter((name) => name.endsWith('.json') && name !== 'keys.json')
    .toSorted()
    .map((name) => ShippedSet.parse(JSON.parse(readFileSync(join(policyFolder, name), 'utf8'))))
}

/** The same id in every installation, so that two of them can be compared. */
export function shippedSetId(code: string): PolicySetId {
  const hex = createHash('sha256').update(`bulwark policy set ${code}`).digest('hex')
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ]
  return PolicySetId.parse([...parts, hex.slice(20, 32)].join('-'))
}

/**
 * Puts the shipped sets in force, inside the write that sets an installation up. Does nothing once there is
 * any set: what an office has decided since is never touched (rule 1). Answers the codes added.
 */
export const addShippedPolicies = door<void, readonly string[]>(async (ctx) => {
  await lockActivation(ctx)
  const any = await ctx.tx.selectFrom('policy.policySet').select('id').limit(1).executeTakeFirst()
  if (any) return []
  const sets = shippedSets()
  for (const set of sets) await addSet(ctx, set)
  return sets.map(({ code }) => code)
})

/** The same as an act of its own: the demo, a restored empty database. */
export async function installShippedPolicies(runtime: OpenRuntime): Promise<readonly string[]> {
  const added = await inTransaction(runtime.pool, workTransaction, async (tx) => {
    const { ctx, finish } = writeContext(runtime, tx, null)
    const codes = await addShippedPolicies(ctx)
    if (codes.length > 0) {
      await finish({
        action: 'policy.set.install',
        content: { codes },
        subject: null,
        answer: null,
      })
    }
    return codes
  })
  await runtime.refresh()
  return added
}

async function addSet(ctx: WriteCtx<PolicyTables>, shipped: ShippedSet): Promise<void> {
  const id = shippedSetId(shipped.code)
  await ctx.tx
    .insertInto('policy.policySet')
    .values({
      id,
      code: shipped.code,
      nameZh: shipped.zh,
      nameEn: shipped.en,
      orderNumber: shipped.orderNumber,
      issuerZh: shipped.issuer.zh,
      issuerEn: shipped.issuer.en,
      effectiveFrom: shipped.effectiveFrom,
      effectiveTo: shipped.effectiveTo,
      source: shipped.source,
      confidence: shipped.confidence,
      status: 'draft',
      authors: [],
      createdAt: ctx.now,
      version: 1,
    })
    .execute()
  const values = shipped.values.map(({ note, ...value }) => ({
    ...value,
    setId: id,
    rule: checkClaim(value).rule,
    noteZh: note.zh,
    noteEn: note.en,
  }))
  await putValues(ctx, values)
  await ctx.tx
    .updateTable('policy.policySet')
    .set({ status: 'active', activatedAt: ctx.now })
    .where('id', '=', id)
    .execute()
  ctx.publish('policy.set.activated', { id, code: shipped.code })
}
