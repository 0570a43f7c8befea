import type { Pool } from 'pg'
import type { ClockSetting } from './clock.ts'
import { city } from './db/scope.ts'
import { inTransaction } from './db/transact.ts'

/** How business time runs in this installation; null is real time. */
export async function loadClock(pool: Pool): Promise<ClockSetting | null> {
  return inTransaction(pool, { scope: city, mode: 'read only' }, async ({ client }) => {
    const { rows } = await client.query<{
      anchor_real: Date
      anchor_business: Date
      speed: number
    }>('select anchor_real, anchor_business, speed from kernel.clock')
    const row = rows[0]
    return row
      ? { anchorReal: row.anchor_real, anchorBusiness: row.anchor_business, speed: row.speed }
      : null
  })
}
