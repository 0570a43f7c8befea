import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type * as z from 'zod'
import { realClock } from '../clock.ts'
import type { ReadDb } from '../db/handles.ts'
import { asIdentityDoor } from '../module.ts'
import type { Actor } from './actor.ts'
import { type AccessTables, read } from './access.module.ts'
import { ListAccounts } from './account.schema.ts'
import type { AccountId } from './contract.ts'

type Wanted = z.output<typeof ListAccounts.input>
type Of = ExpressionBuilder<AccessTables, 'access.account' | 'access.credential'>

/** Accounts by username. A district's leader sees those that hold a post in the district. */
export const listAccounts = asIdentityDoor(
  read(ListAccounts, async ({ db, actor }, wanted) => {
    const at = realClock.real()
    const rows = await db
      .selectFrom('access.account')
      .leftJoin('access.credential', 'access.credential.accountId', 'access.account.id')
      .selectAll('access.account')
      .select(['mustChange', 'totpConfirmedAt', 'lockedUntil'])
      .where((of) => of.and([...asked(of, wanted), ...within(of, actor)]))
      .orderBy('username')
      .limit(wanted.limit + 1)
      .execute()
    const shown = rows.slice(0, wanted.limit)
    const held = await currentPosts(
      db,
      shown.map(({ id }) => id),
    )
    const last = shown.at(-1)
    return {
      rows: shown.map(({ totpConfirmedAt, lockedUntil, mustChange, ...account }) => ({
        ...account,
        mustChange: mustChange ?? false,
        secondFactor: totpConfirmedAt !== null,
        lockedUntil: lockedUntil && lockedUntil > at ? lockedUntil : null,
        appointments: held.filter(({ accountId }) => accountId === account.id),
      })),
      next: rows.length > wanted.limit && last ? last.username : null,
    }
  }),
)

function asked(of: Of, wanted: Wanted): Expression<SqlBool>[] {
  const conditions: Expression<SqlBool>[] = []
  if (wanted.after) conditions.push(of('username', '>', wanted.after))
  if (wanted.state === 'open') conditions.push(of('access.account.closedAt', 'is', null))
  if (wanted.state === 'closed') conditions.push(of('access.account.closedAt', 'is not', null))
  const { post, unitCode, search } = wanted
  if (post) conditions.push(of.exists(postsOf(of).where('held.post', '=', post)))
  if (unitCode) conditions.push(of.exists(postsOf(of).where('held.unitCode', '=', unitCode)))
  if (search) {
    const pattern = `%${search.replace(/[\\%_]/g, String.raw`\$&`)}%`
    conditions.push(
      of.or([
        of('username', 'ilike', pattern),
        of('access.account.nameZh', 'ilike', pattern),
        of('access.account.nameEn', 'ilike', pattern),
        of.exists(
          postsOf(of).where((unit) =>
            unit.or([unit('unit.nameZh', 'ilike', pattern), unit('unit.nameEn', 'ilike', pattern)]),
          ),
        ),
      ]),
    )
  }
  return conditions
}

function within(of: Of, { scope }: Actor): Expression<SqlBool>[] {
  if (scope.kind === 'city') return []
  if (scope.kind !== 'area') return [of.lit(false)]
  return [
    of.exists(
      postsOf(of).where((unit) =>
        unit.or([
          unit('unit.districtCode', 'in', [0, ...scope.districts]),
          unit('unit.streetCode', 'in', [0, ...scope.streets]),
        ]),
      ),
    ),
  ]
}

function postsOf(of: Of) {
  return of
    .selectFrom('access.appointment as held')
    .innerJoin('access.unit as unit', 'unit.code', 'held.unitCode')
    .select('held.id')
    .whereRef('held.accountId', '=', 'access.account.id')
    .where('held.toAt', 'is', null)
}

function currentPosts(db: ReadDb<AccessTables>, accountIds: readonly AccountId[]) {
  return db
    .selectFrom('access.appointment as held')
    .innerJoin('access.unit as unit', 'unit.code', 'held.unitCode')
    .select(['held.id', 'held.accountId', 'held.post', 'held.unitCode', 'held.fromAt'])
    .select(['unit.nameZh as unitNameZh', 'unit.nameEn as unitNameEn'])
    .where((of) => of('held.accountId', '=', of.fn.any(of.val([...accountIds]))))
    .where('held.toAt', 'is', null)
    .orderBy('held.fromAt')
    .execute()
}
