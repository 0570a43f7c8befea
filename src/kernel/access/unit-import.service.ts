import type * as z from 'zod'
import type { WriteCtx } from '../module.ts'
import { type AccessTables, door, write } from './access.module.ts'
import { announceUnits, lockUnits } from './unit-change.ts'
import { readUnitCsv, type UnitRow } from './unit-csv.ts'
import { differs, judgeTree } from './unit-judgement.ts'
import { ImportUnits } from './unit.schema.ts'

type Outcome = z.output<typeof ImportUnits.output>
type Ctx = Pick<WriteCtx<AccessTables>, 'tx' | 'publish'>

const badShown = 200
const insertedAtOnce = 500

/** All or nothing: with one bad row nothing is saved. Units that the file does not name stay as they are. */
async function takeUnits(ctx: Ctx, { text, apply }: z.output<typeof ImportUnits.input>) {
  const { rows, bad: unreadable } = readUnitCsv(text)
  await lockUnits(ctx.tx)
  const existing = await ctx.tx.selectFrom('access.unit').selectAll().execute()
  const bad = [...unreadable, ...judgeTree(rows, existing)].sort((a, b) => a.line - b.line)
  const known = new Map<string, (typeof existing)[number]>(
    existing.map((unit) => [unit.code, unit]),
  )
  const created = rows.filter(({ unit }) => !known.has(unit.code))
  const updated = rows.filter(({ unit }) => {
    const before = known.get(unit.code)
    return before && differs(unit, before)
  })
  const applied = apply && bad.length === 0
  if (applied && created.length + updated.length > 0) {
    await saveUnits(ctx, [...created, ...updated])
    await announceUnits(ctx, null)
  }
  return account({ rows, bad, created, updated, applied })
}

// Every row of the file is counted once: in = created + updated + unchanged + failed.
function account(taken: {
  readonly rows: readonly UnitRow[]
  readonly bad: Outcome['bad']
  readonly created: readonly UnitRow[]
  readonly updated: readonly UnitRow[]
  readonly applied: boolean
}): Outcome {
  const failedLines = new Set(taken.bad.map(({ line }) => line))
  const good = (rows: readonly UnitRow[]) =>
    rows.filter(({ line }) => !failedLines.has(line)).length
  const [created, updated] = [good(taken.created), good(taken.updated)]
  const unchanged = good(taken.rows) - created - updated
  const failed = failedLines.size
  return {
    rows: created + updated + unchanged + failed,
    created,
    updated,
    unchanged,
    failed,
    bad: taken.bad.slice(0, badShown),
    applied: taken.applied,
  }
}

// The parent's row is checked at the end of each statement: parents go first.
async function saveUnits({ tx }: Ctx, rows: readonly UnitRow[]): Promise<void> {
  const waiting = new Set<string>(rows.map(({ unit }) => unit.code))
  const ordered: UnitRow['unit'][] = []
  let left = rows.map(({ unit }) => unit)
  while (left.length > 0) {
    const ready = left.filter(({ parentCode }) => !parentCode || !waiting.has(parentCode))
    for (const { code } of ready) waiting.delete(code)
    ordered.push(...ready)
    left = left.filter((unit) => waiting.has(unit.code))
  }
  for (let from = 0; from < ordered.length; from += insertedAtOnce) {
    const values = ordered.slice(from, from + insertedAtOnce).map((unit) => ({
      ...unit,
      covers: [...unit.covers],
      closedAt: null,
    }))
    await tx
      .insertInto('access.unit')
      .values(values)
      .onConflict((conflict) =>
        conflict.column('code').doUpdateSet((of) => ({
          parentCode: of.ref('excluded.parentCode'),
          nameZh: of.ref('excluded.nameZh'),
          nameEn: of.ref('excluded.nameEn'),
          districtCode: of.ref('excluded.districtCode'),
          streetCode: of.ref('excluded.streetCode'),
          covers: of.ref('excluded.covers'),
          position: of.ref('excluded.position'),
        })),
      )
      .execute()
  }
}

export const importUnits = write(ImportUnits, takeUnits)

/** The same for the set-up of an installation, which has no administrator yet. */
export const importUnitCsv = door((ctx, text: string): Promise<Outcome> =>
  takeUnits(ctx, { text, apply: true }),
)
