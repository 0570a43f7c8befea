import type { Pool } from 'pg'
import { localDay } from '../calendar.ts'
import { city } from '../db/scope.ts'
import { inTransaction } from '../db/transact.ts'
import { Refused } from '../errors.ts'
import type { PolicyBasis, PolicyReader, PolicyValue } from './policy-reader.ts'

interface ValueInForce {
  readonly key: string
  readonly value: PolicyValue
  readonly from: string
  readonly to: string | null
  readonly basis: PolicyBasis
}

/** Reads all activated sets; a few hundred values. */
export async function loadPolicies(pool: Pool): Promise<PolicyReader> {
  const rows = await inTransaction(pool, { scope: city, mode: 'read only' }, async ({ client }) => {
    const answer = await client.query<{
      key: string
      value: PolicyValue
      effective_from: string
      effective_to: string | null
      code: string
      order_number: string
      issuer_zh: string
      issuer_en: string
      status: PolicyBasis['status']
      rule: number | null
    }>(`select v.key, v.value, s.effective_from, s.effective_to, s.code, s.order_number,
          s.issuer_zh, s.issuer_en, v.status, v.rule
        from policy.policy_value v join policy.policy_set s on s.id = v.set_id
        where s.status = 'active'
        order by s.effective_from desc, s.activated_at desc, s.code`)
    return answer.rows
  })
  return policyReader(
    rows.map((row) => ({
      key: row.key,
      value: row.value,
      from: row.effective_from,
      to: row.effective_to,
      basis: {
        setCode: row.code,
        orderNumber: row.order_number,
        issuerZh: row.issuer_zh,
        issuerEn: row.issuer_en,
        status: row.status,
        rule: row.rule,
      },
    })),
  )
}

/** Chooses by the day of the event; of several sets in force the one that took effect last (rule 1). */
export function policyReader(values: readonly ValueInForce[]): PolicyReader {
  const byKey = groupByKey(values)
  const inForce = (key: string, eventAt: Date): ValueInForce => {
    const day = localDay(eventAt)
    const found = byKey.get(key)?.find(({ from, to }) => from <= day && (to === null || day < to))
    if (!found) throw new Refused('policy.value.none_in_force', { key, day })
    return found
  }
  return {
    value: (key, eventAt) => inForce(key, eventAt).value,
    int(key, eventAt) {
      const { value } = inForce(key, eventAt)
      if (typeof value !== 'number') throw new Error(`policy key ${key} is not a number`)
      return value
    },
    basis: (key, eventAt) => inForce(key, eventAt).basis,
  }
}

function groupByKey(values: readonly ValueInForce[]): Map<string, ValueInForce[]> {
  const groups = new Map<string, ValueInForce[]>()
  for (const value of values) groups.set(value.key, [...(groups.get(value.key) ?? []), value])
  return groups
}
