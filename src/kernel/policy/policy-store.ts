import type { Pool } from 'pg'
import type { ReadDb } from '../db/handles.ts'
import { city } from '../db/scope.ts'
import { inTransaction } from '../db/transact.ts'
import { retype } from '../retype.ts'
// Checks at the start that the keys which code reads are in the catalogue.
import './policy-keys.ts'
import type { PolicyTables } from './policy.module.ts'
import { type ActivatedValue, policyReader, type PolicyReader } from './policy-reader.ts'

/** Reads all activated sets; a few hundred values. */
export async function loadPolicies(pool: Pool): Promise<PolicyReader> {
  return inTransaction(pool, { scope: city, mode: 'read only' }, async ({ db }) =>
    policyReader(await activatedValues(retype<ReadDb<PolicyTables>>(db))),
  )
}

/** Every value of every activated set, as the database holds them now. */
export async function activatedValues(db: ReadDb<PolicyTables>): Promise<ActivatedValue[]> {
  const rows = await db
    .selectFrom('policy.policyValue as v')
    .innerJoin('policy.policySet as s', 's.id', 'v.setId')
    .where('s.status', '=', 'active')
    .select(['v.key', 'v.value', 'v.status', 'v.rule', 'v.setId'])
    .select(['s.code', 's.orderNumber', 's.issuerZh', 's.issuerEn'])
    .select(['s.effectiveFrom', 's.effectiveTo', 's.activatedAt'])
    // The table's checks: an active set has them (rule 2).
    .$narrowType<{ orderNumber: string; effectiveFrom: string; activatedAt: Date }>()
    .execute()
  return rows.map((row) => ({
    key: row.key,
    value: row.value,
    setId: row.setId,
    from: row.effectiveFrom,
    to: row.effectiveTo,
    activatedAt: row.activatedAt,
    basis: {
      setCode: row.code,
      orderNumber: row.orderNumber,
      issuerZh: row.issuerZh,
      issuerEn: row.issuerEn,
      status: row.status,
      rule: row.rule,
    },
  }))
}
