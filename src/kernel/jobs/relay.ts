import { randomUUID } from 'node:crypto'
import { inTransaction } from '../db/transact.ts'
import type { Payload } from '../module.ts'
import type { Runtime } from '../runtime.ts'
import { workTransaction } from './reaction.ts'

interface EventRow {
  readonly id: string
  readonly name: string
  readonly payload: Payload
}

const batch = 200

/**
 * Turns events into one job per subscriber and tells the screens. Claims rows instead of remembering a
 * position: a write that commits late is still found.
 */
export async function relayEvents(runtime: Runtime): Promise<number> {
  const subscriptions = runtime.modules.flatMap((module) => module.subscriptions ?? [])
  return inTransaction(runtime.pool, workTransaction, async ({ client }) => {
    const { rows } = await client.query<EventRow>({
      name: 'claim-events',
      text: `delete from kernel.outbox where id in (
          select id from kernel.outbox order by at limit ${batch} for update skip locked)
        returning id, name, payload`,
    })
    const jobs = rows.flatMap((event) =>
      subscriptions
        .filter((subscription) => subscription.event === event.name)
        .map((subscription) => ({ name: subscription.name, payload: event.payload })),
    )
    if (jobs.length > 0) {
      await client.query({
        name: 'fan-out',
        text: `insert into kernel.job (id, name, payload, run_at)
          select id, name, payload::jsonb, $4 from unnest($1::uuid[], $2::text[], $3::text[]) as j(id, name, payload)`,
        values: [
          jobs.map(() => randomUUID()),
          jobs.map(({ name }) => name),
          jobs.map(({ payload }) => JSON.stringify(payload)),
          runtime.clock.real(),
        ],
      })
    }
    for (const event of rows) {
      await client.query({
        name: 'tell-screens',
        text: `select pg_notify('bulwark_live', $1)`,
        values: [liveText(event)],
      })
    }
    return rows.length
  })
}

/** What screens hear: the event's name, the thing's id and the area that may know, never its content. */
function liveText({ name, payload }: EventRow): string {
  const { id, districtCode, streetCode, codes } = payload
  return JSON.stringify({ name, id, districtCode, streetCode, codes })
}
