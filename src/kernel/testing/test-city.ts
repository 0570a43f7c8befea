import type { Connection } from '../db/pool.ts'
import { ownerClient } from '../db/pool.ts'

/**
 * The city of the tests: two districts with two streets each, a community, a bureau, a work group and the
 * headquarters. Codes are outside the list of real counties.
 */
const testUnits = [
  ['210000', null, 'city', '试城', 'Testcity', 210000, null],
  ['900001', '210000', 'hq', '总指挥部', 'Headquarters', 900001, null],
  ['210091', '900001', 'district', '东区', 'East District', 210091, null],
  ['210092', '900001', 'district', '西区', 'West District', 210092, null],
  ['210091001', '210091', 'street', '东一街道', 'East First Subdistrict', 210091, 210091001],
  ['210091002', '210091', 'street', '东二街道', 'East Second Subdistrict', 210091, 210091002],
  ['210092001', '210092', 'street', '西一街道', 'West First Subdistrict', 210092, 210092001],
  ['210092002', '210092', 'street', '西二街道', 'West Second Subdistrict', 210092, 210092002],
  ['210091001001', '210091001', 'community', '海滨社区', 'Seaside Community', 210091, 210091001],
  ['900011', '900001', 'bureau', '卫生健康委', 'Health Commission', 900011, null],
  ['900021', '900001', 'group', '督导组', 'Supervision Group', 900021, null],
] as const

const policyValues = {
  'item.blue_remaining_percent': 20,
  'item.red_repeat_hours': 24,
  'item.urgent_start_colour': 'yellow',
  'item.acknowledge_minutes_emergency': 30,
  'item.acknowledge_minutes_peace': 240,
  'item.lookback_percent': 10,
  'item.lookback_days': 30,
}

/** Fills a fresh test database with the units and one policy set in force since 2020. */
export async function seedTestCity(connection: Connection): Promise<void> {
  const client = ownerClient(connection)
  await client.connect()
  try {
    for (const [position, unit] of testUnits.entries()) {
      await client.query(
        `insert into access.unit (code, parent_code, kind, name_zh, name_en, district_code, street_code, position)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [...unit, position],
      )
    }
    await client.query(`insert into policy.policy_set
      (id, code, name_zh, name_en, order_number, issuer_zh, issuer_en, effective_from, source, status, created_at, activated_at)
      values ('0196f3c0-0000-7000-8000-00000000aa01', 'test-local', '测试规定', 'Test set', 'TEST-1', '试城总指挥部',
        'Testcity headquarters', '2020-01-01', 'test', 'active', '2020-01-01Z', '2020-01-01Z')`)
    for (const [key, value] of Object.entries(policyValues)) {
      await client.query(
        `insert into policy.policy_value (set_id, key, value, status, rule)
         values ('0196f3c0-0000-7000-8000-00000000aa01', $1, $2, 'local', 7)`,
        [key, JSON.stringify(value)],
      )
    }
  } finally {
    await client.end()
  }
}
