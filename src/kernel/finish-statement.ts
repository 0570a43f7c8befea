import type { KeptAnswer } from './idempotency.ts'
import type { Payload } from './module.ts'

/** Something to be told or done after the commit. */
export interface Queued {
  readonly id: string
  readonly name: string
  readonly payload: Payload
}

export interface Finished {
  /** The ten values of the ledger row and its salt; the second is the instant, the third the account. */
  readonly entry: readonly unknown[]
  readonly events: readonly Queued[]
  readonly jobs: readonly Queued[]
  readonly answer: KeptAnswer | null
}

/** Up to so many rows are written as VALUES, whose plan PostgreSQL keeps; more go as arrays. */
const fewRows = 4

/**
 * One statement, one round trip: ledger row, its salt, events, jobs, the kept answer, and the wake-up call.
 * Each shape has its own name, so that its plan is made once per connection.
 */
export function finishStatement({ entry, events, jobs, answer }: Finished): {
  name: string
  text: string
  values: unknown[]
} {
  const values: unknown[] = [...entry]
  const parts = [
    `entry as (insert into ledger.pending
       (id, at, account_id, post, unit_code, action, subject_kind, subject_id, commitment)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9))`,
    `salt as (insert into ledger.salt (entry_id, salt) values ($1, $10))`,
  ]
  const eventRows = rowsOf(events, values)
  if (eventRows) {
    parts.push(`event as (insert into kernel.outbox (id, name, payload, account_id, at)
      select id, name, payload, $3, $2 from ${eventRows})`)
  }
  const jobRows = rowsOf(jobs, values)
  if (jobRows) {
    parts.push(`job as (insert into kernel.job (id, name, payload, run_at)
      select id, name, payload, $2 from ${jobRows})`)
  }
  if (answer) parts.push(keptPart(answer, values))
  const results = [
    answer ? '(select count(*) from kept)::int as kept' : '1 as kept',
    ...(eventRows || jobRows ? [`pg_notify('bulwark_work', '')`] : []),
  ]
  const text = `with ${parts.join(', ')} select ${results.join(', ')}`
  return { name: `finish-${shapeOf(events)}-${shapeOf(jobs)}-${answer ? 1 : 0}`, text, values }
}

function shapeOf(rows: readonly Queued[]): string {
  return rows.length > fewRows ? 'n' : String(rows.length)
}

function rowsOf(rows: readonly Queued[], values: unknown[]): string | null {
  if (rows.length === 0) return null
  const at = values.length
  if (rows.length > fewRows) {
    values.push(
      rows.map(({ id }) => id),
      rows.map(({ name }) => name),
      rows.map(({ payload }) => JSON.stringify(payload)),
    )
    return `(select id, name, payload::jsonb from
      unnest($${at + 1}::uuid[], $${at + 2}::text[], $${at + 3}::text[]) as u(id, name, payload)) as q`
  }
  const lines = rows.map(({ id, name, payload }, i) => {
    values.push(id, name, JSON.stringify(payload))
    const first = at + i * 3
    return `($${first + 1}::uuid, $${first + 2}::text, $${first + 3}::jsonb)`
  })
  return `(values ${lines.join(', ')}) as q(id, name, payload)`
}

function keptPart({ accountId, key, bodyHash, answer }: KeptAnswer, values: unknown[]): string {
  const at = values.length
  values.push(accountId, key, bodyHash, answer)
  return `kept as (insert into kernel.idempotency (account_id, key, body_hash, answer, created_at)
    values ($${at + 1}, $${at + 2}, $${at + 3}, $${at + 4}::jsonb, $2)
    on conflict do nothing returning 1)`
}
