import { sql } from 'kysely'
import { accessParts } from './access-parts.ts'
import { read } from './access.module.ts'
import { ListGrants, ListHolders } from './holder.schema.ts'

const holdersShown = 20

export const listGrants = read(ListGrants, async () => {
  const { grants } = accessParts()
  return Object.fromEntries(
    grants.permissions.map((permission) => [permission, [...grants.postsWith(permission)]]),
  )
})

export const listHolders = read(ListHolders, async ({ db, actor, units }, { permission }) => {
  const postsWith = [...accessParts().grants.postsWith(permission)]
  const district = units.find(actor.unitCode)?.districtCode ?? 0
  const sameDistrict = sql<boolean>`unit.district_code = ${district}`
  return db
    .selectFrom('access.appointment as held')
    .innerJoin('access.account as account', 'account.id', 'held.accountId')
    .innerJoin('access.unit as unit', 'unit.code', 'held.unitCode')
    .select(['account.nameZh', 'account.nameEn', 'held.post', 'held.unitCode'])
    .select(['unit.nameZh as unitNameZh', 'unit.nameEn as unitNameEn'])
    .select(sameDistrict.as('sameDistrict'))
    .where((of) => of('held.post', '=', of.fn.any(of.val(postsWith))))
    .where('held.toAt', 'is', null)
    .where('account.closedAt', 'is', null)
    .where('unit.closedAt', 'is', null)
    .orderBy('sameDistrict', 'desc')
    .orderBy('unit.position')
    .orderBy('account.username')
    .limit(holdersShown)
    .execute()
})
