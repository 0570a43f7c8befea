import type { TextKey } from '../i18n/texts.ts'
import type { UnitKind } from './contract.ts'
import type { BadRow, UnitRow } from './unit-csv.ts'
import { type Unit, unitTree } from './unit-tree.ts'

/** What a unit may stand under. A city is the root; everything else has a parent. */
export const parentKinds: Readonly<Record<UnitKind, readonly UnitKind[]>> = {
  city: [],
  hq: ['city', 'hq'],
  district: ['city', 'hq'],
  zone: ['city', 'hq'],
  street: ['district', 'zone'],
  community: ['street'],
  bureau: ['city', 'hq', 'district', 'zone', 'bureau'],
  group: ['city', 'hq', 'district', 'zone', 'group'],
  facility: ['city', 'hq', 'district', 'zone', 'street', 'bureau', 'facility'],
}

type Reason = { readonly reason: TextKey; readonly params: BadRow['params'] }

/** What is wrong with rows that could each be read: with one another, and with the units already there. */
export function judgeTree(rows: readonly UnitRow[], existing: readonly Unit[]): BadRow[] {
  const merged = new Map<string, Unit>(existing.map((unit) => [unit.code, unit]))
  for (const { unit } of rows) {
    merged.set(unit.code, { ...unit, closedAt: merged.get(unit.code)?.closedAt ?? null })
  }
  const tree = unitTree([...merged.values()])
  const before = unitTree(existing)
  const seen = new Set<string>()
  return rows.flatMap(({ line, unit }) => {
    const found =
      namedTwice(unit, seen) ??
      changedKind(unit, before.find(unit.code)) ??
      wrongPlace(unit, tree) ??
      wrongScope(unit, tree)
    return found ? [{ line, ...found }] : []
  })
}

function namedTwice({ code }: UnitRow['unit'], seen: Set<string>): Reason | null {
  if (seen.has(code)) return { reason: 'access.unit.row.twice', params: { code } }
  seen.add(code)
  return null
}

// Posts fit kinds: a bureau that became a street would leave its officers in posts that mean nothing there.
function changedKind(unit: UnitRow['unit'], known: Unit | undefined): Reason | null {
  if (!known || known.kind === unit.kind) return null
  return { reason: 'access.unit.row.kind_changed', params: { code: unit.code, kind: known.kind } }
}

type Tree = ReturnType<typeof unitTree>

function wrongPlace(unit: UnitRow['unit'], tree: Tree): Reason | null {
  const { code, parentCode, kind } = unit
  if (!parentCode) {
    return kind === 'city' ? null : { reason: 'access.unit.row.no_parent', params: { code } }
  }
  const parent = tree.find(parentCode)
  if (!parent) return { reason: 'access.unit.row.parent_unknown', params: { parent: parentCode } }
  if (tree.above(code).some((above) => above.code === code) || parentCode === code) {
    return { reason: 'access.unit.loop', params: { code } }
  }
  if (parentKinds[kind].includes(parent.kind)) return null
  return { reason: 'access.unit.parent_does_not_fit', params: { kind, parentKind: parent.kind } }
}

function wrongScope(unit: UnitRow['unit'], tree: Tree): Reason | null {
  const { code, kind, streetCode } = unit
  const needsStreet = kind === 'street' || kind === 'community'
  if (needsStreet && streetCode === null) {
    return { reason: 'access.unit.row.no_street', params: { code } }
  }
  const unknown = unit.covers.find((covered) => !tree.find(covered))
  return unknown ? { reason: 'access.unit.covers_unknown', params: { covered: unknown } } : null
}

/** Whether a row says anything new. The place in the file is only where the unit is listed. */
export function differs(unit: UnitRow['unit'], known: Unit): boolean {
  return (
    unit.parentCode !== known.parentCode ||
    unit.nameZh !== known.nameZh ||
    unit.nameEn !== known.nameEn ||
    unit.districtCode !== known.districtCode ||
    unit.streetCode !== known.streetCode ||
    unit.position !== known.position ||
    unit.covers.join(';') !== known.covers.join(';')
  )
}
