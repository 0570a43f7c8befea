import { isDeepStrictEqual } from 'node:util'
import { type Expression, sql, type SqlBool } from 'kysely'
import * as z from 'zod'
import type { ReadDb } from '../db/handles.ts'
import { found } from '../dispatch.ts'
import { Invalid } from '../errors.ts'
import { catalogue, entryOf } from './policy-catalogue.ts'
import { type PolicyTables, read } from './policy.module.ts'
import { choiceOf } from './policy-reader.ts'
import {
  OrderDay,
  type PolicyKey,
  policyReads,
  PolicySet,
  type PolicySetId,
  type PolicySetValue,
  type Verdict,
} from './policy.schema.ts'
import { activatedValues } from './policy-store.ts'

type Db = ReadDb<PolicyTables>
type Shown = PolicySetValue & { readonly entry: PolicyKey | null }

export const listKeys = read(policyReads.keys, async () => [...catalogue])

/** Drafts without a day first, then what took effect last. */
export const listSets = read(policyReads.list, async ({ db }, { after, limit }) => {
  const from = sql<string>`coalesce(effective_from, 'infinity')`
  let query = db.selectFrom('policy.policySet').selectAll()
  if (after) query = query.where(behind(after))
  const rows = await query
    .orderBy(from, 'desc')
    .orderBy('code')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next =
    rows.length > limit && last ? `${last.effectiveFrom ?? 'infinity'}~${last.code}` : null
  return { rows: shown, next }
})

const Cursor = z.tuple([z.union([z.literal('infinity'), OrderDay]), PolicySet.shape.code])

function behind(cursor: string): Expression<SqlBool> {
  const parsed = Cursor.safeParse(cursor.split('~'))
  if (!parsed.success) {
    throw new Invalid('kernel.invalid', { count: 1 }, [{ path: 'after', problem: 'cursor' }])
  }
  const [from, code] = parsed.data
  return sql<boolean>`(coalesce(effective_from, 'infinity') < ${from}::date
    or (coalesce(effective_from, 'infinity') = ${from}::date and code > ${code}))`
}

export const openSet = read(policyReads.open, async ({ db }, { id }) => {
  const set = await findSet(db, id)
  const ids = [...set.authors, set.activatedBy, set.endedBy].filter((one) => one !== null)
  const people =
    ids.length === 0
      ? []
      : await db
          .selectFrom('access.account')
          .select(['id', 'nameZh', 'nameEn'])
          .where('id', 'in', ids)
          .execute()
  return { set, values: await valuesOf(db, id), people }
})

/** Every key of the catalogue and what stands for it on that day (rule 1). */
export const readInForce = read(policyReads.inForce, async ({ db }, { on }) => {
  const values = await activatedValues(db)
  const choose = choiceOf(values)
  const keys = inOrder(new Set(values.map(({ key }) => key)), true).map((key) => {
    const chosen = choose(key, on)
    return {
      key,
      entry: entryOf(key),
      chosen: chosen
        ? {
            ...chosen.basis,
            setId: chosen.setId,
            value: chosen.value,
            effectiveFrom: chosen.from,
            effectiveTo: chosen.to,
          }
        : null,
    }
  })
  return { on, keys }
})

export const compareSets = read(policyReads.compare, async ({ db }, input) => {
  const left = await findSet(db, input.left)
  const right = await findSet(db, input.right)
  const leftValues = byKey(await valuesOf(db, left.id))
  const rightValues = byKey(await valuesOf(db, right.id))
  const used = new Set([...leftValues.keys(), ...rightValues.keys()])
  const keys = inOrder(used, false).map((key) => {
    const pair = { left: leftValues.get(key) ?? null, right: rightValues.get(key) ?? null }
    return { key, entry: entryOf(key), ...pair, verdict: verdictOn(pair) }
  })
  return { left, right, keys }
})

function verdictOn({ left, right }: { left: Shown | null; right: Shown | null }): Verdict {
  if (!left) return 'only_right'
  if (!right) return 'only_left'
  return isDeepStrictEqual(left.value, right.value) ? 'same' : 'different'
}

async function findSet(db: Db, id: PolicySetId): Promise<PolicySet> {
  return found(
    await db.selectFrom('policy.policySet').selectAll().where('id', '=', id).executeTakeFirst(),
  )
}

async function valuesOf(db: Db, setId: PolicySetId): Promise<Shown[]> {
  const rows = await db
    .selectFrom('policy.policyValue')
    .selectAll()
    .where('setId', '=', setId)
    .execute()
  const values = byKey(rows.map((row) => ({ ...row, entry: entryOf(row.key) })))
  return inOrder(new Set(values.keys()), false).flatMap((key) => values.get(key) ?? [])
}

function byKey(values: readonly Shown[]): Map<string, Shown> {
  return new Map(values.map((value) => [value.key, value]))
}

/** The catalogue's order; keys it no longer names come last, never hidden. */
function inOrder(used: ReadonlySet<string>, all: boolean): string[] {
  const named = catalogue.map(({ key }) => key)
  const unnamed = [...used].filter((key) => !entryOf(key)).toSorted()
  return [...named.filter((key) => all || used.has(key)), ...unnamed]
}
