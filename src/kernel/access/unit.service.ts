import type { WriteDb } from '../db/handles.ts'
import { found } from '../dispatch.ts'
import { Refused } from '../errors.ts'
import { type AccessTables, read, write } from './access.module.ts'
import type { UnitCode, UnitKind } from './contract.ts'
import { announceUnits, lockUnits } from './unit-change.ts'
import { parentKinds } from './unit-judgement.ts'
import { type Unit, unitTree, type UnitTree } from './unit-tree.ts'
import { CloseUnit, CreateUnit, ListUnits, MoveUnit, RenameUnit } from './unit.schema.ts'

type Db = WriteDb<AccessTables>

export const listUnits = read(ListUnits, async ({ db }) => {
  const rows = await db
    .selectFrom('access.unit')
    .selectAll()
    .orderBy('position')
    .orderBy('code')
    .execute()
  return rows.map((unit) => ({ ...unit, covers: [...unit.covers] }))
})

// The tree as it is in this transaction: the one in memory may be a moment behind.
async function lockTree(db: Db): Promise<UnitTree> {
  await lockUnits(db)
  return unitTree(await db.selectFrom('access.unit').selectAll().execute())
}

function openUnit(tree: UnitTree, code: UnitCode): Unit {
  const unit = found(tree.find(code))
  if (unit.closedAt) throw new Refused('access.unit.closed', { code })
  return unit
}

function checkParent(kind: UnitKind, parent: Unit): void {
  if (parentKinds[kind].includes(parent.kind)) return
  throw new Refused('access.unit.parent_does_not_fit', { kind, parentKind: parent.kind })
}

const longestScopeCode = 9

/**
 * What a unit's rows carry: a street its own code in its district, a community those of its street, any other
 * unit its own code.
 */
function scopeUnder(
  { code, kind }: Pick<Unit, 'code' | 'kind'>,
  parent: Unit,
): Pick<Unit, 'districtCode' | 'streetCode'> {
  if (kind === 'community') return parent
  if (code.length > longestScopeCode) throw new Refused('access.unit.code_too_long', { code })
  const own = Number(code)
  if (kind === 'street') return { districtCode: parent.districtCode, streetCode: own }
  return { districtCode: own, streetCode: null }
}

export const createUnit = write(CreateUnit, async (ctx, { covers, ...given }) => {
  const tree = await lockTree(ctx.tx)
  if (tree.find(given.code)) throw new Refused('access.unit.code_taken', { code: given.code })
  const parent = openUnit(tree, given.parentCode)
  checkParent(given.kind, parent)
  const unknown = covers.find((code) => !tree.find(code))
  if (unknown) throw new Refused('access.unit.covers_unknown', { covered: unknown })
  const { districtCode, streetCode } = scopeUnder(given, parent)
  const last = Math.max(...tree.all.map(({ position }) => position))
  await ctx.tx
    .insertInto('access.unit')
    .values({ ...given, covers, districtCode, streetCode, position: last + 1, closedAt: null })
    .execute()
  ctx.about('unit', given.code)
  await announceUnits(ctx, given.code)
  return { code: given.code }
})

export const renameUnit = write(RenameUnit, async (ctx, { code, nameZh, nameEn }) => {
  openUnit(await lockTree(ctx.tx), code)
  await change(ctx.tx, code, { nameZh, nameEn })
  ctx.about('unit', code)
  await announceUnits(ctx, code)
  return { code }
})

export const moveUnit = write(MoveUnit, async (ctx, { code, parentCode }) => {
  const tree = await lockTree(ctx.tx)
  const unit = openUnit(tree, code)
  const parent = openUnit(tree, parentCode)
  if (tree.within(code).some((below) => below.code === parentCode)) {
    throw new Refused('access.unit.loop', { code })
  }
  checkParent(unit.kind, parent)
  await change(ctx.tx, code, { parentCode })
  await carryScope(ctx.tx, tree, { unit, parent })
  ctx.about('unit', code)
  await announceUnits(ctx, code)
  return { code }
})

// A street that moves takes its communities along; rows written before stay with whom they were (a transfer
// moves those).
async function carryScope(
  db: Db,
  tree: UnitTree,
  { unit, parent }: { readonly unit: Unit; readonly parent: Unit },
): Promise<void> {
  if (unit.kind !== 'street' && unit.kind !== 'community') return
  const { districtCode, streetCode } = scopeUnder(unit, parent)
  for (const { code } of tree.within(unit.code))
    await change(db, code, { districtCode, streetCode })
}

export const closeUnit = write(CloseUnit, async (ctx, { code }) => {
  const tree = await lockTree(ctx.tx)
  const unit = openUnit(tree, code)
  if (!unit.parentCode) throw new Refused('access.unit.root')
  const below = tree.within(code).filter((one) => one.code !== code && !one.closedAt)
  if (below.length > 0) throw new Refused('access.unit.has_units', { count: below.length })
  // Locked first, counted then: who is appointing somebody here holds the row until that is committed.
  await ctx.tx
    .selectFrom('access.unit')
    .select('code')
    .where('code', '=', code)
    .forUpdate()
    .execute()
  const held = await ctx.tx
    .selectFrom('access.appointment')
    .innerJoin('access.account', 'access.account.id', 'access.appointment.accountId')
    .select('access.appointment.id')
    .where('unitCode', '=', code)
    .where('toAt', 'is', null)
    .where('access.account.closedAt', 'is', null)
    .execute()
  if (held.length > 0) throw new Refused('access.unit.has_posts', { count: held.length })
  await change(ctx.tx, code, { closedAt: ctx.now })
  ctx.about('unit', code)
  await announceUnits(ctx, code)
  return { code }
})

async function change(db: Db, code: UnitCode, to: Partial<Unit>): Promise<void> {
  await db.updateTable('access.unit').set(to).where('code', '=', code).execute()
}
