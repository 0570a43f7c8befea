import { randomUUID } from 'node:crypto'
import type { Actor } from './access/actor.ts'
import { localYear } from './calendar.ts'
import type { Transaction } from './db/transact.ts'
import type { KeptAnswer } from './idempotency.ts'
import { ledgerRow, type Subject } from './ledger/record.ts'
import type { Payload, WriteCtx } from './module.ts'
import type { Runtime } from './runtime.ts'

interface Finish {
  readonly action: string
  readonly content: unknown
  readonly subject: Subject | null
  readonly answer: KeptAnswer | null
}

interface Opened {
  readonly ctx: WriteCtx<never>
  finish(end: Finish): Promise<void>
}

/** What a write may do, and the one statement that records all of it before the commit. */
export function writeContext(runtime: Runtime, tx: Transaction, actor: Actor | null): Opened {
  const events: { id: string; name: string; payload: Payload }[] = []
  const jobs: { id: string; name: string; payload: Payload }[] = []
  let subject: Subject | null = null
  const now = runtime.clock.now()
  const ctx: WriteCtx<never> = {
    tx: tx.db,
    now,
    actor,
    units: runtime.units(),
    policy: runtime.policy(),
    publish: (name, payload) => void events.push({ id: randomUUID(), name, payload }),
    enqueue: (name, payload) => void jobs.push({ id: randomUUID(), name, payload }),
    about(kind, id) {
      subject = { kind, id }
    },
    ...clocksAndNumbers(tx, now),
  }
  return {
    ctx,
    async finish(end) {
      const real = runtime.clock.real()
      const entry = ledgerRow(actor, real, { ...end, subject: subject ?? end.subject })
      await tx.client.query({
        name: 'finish-write',
        text: finishText,
        values: [
          ...entry,
          events.map(({ id }) => id),
          events.map(({ name }) => name),
          events.map(({ payload }) => JSON.stringify(payload)),
          jobs.map(({ id }) => id),
          jobs.map(({ name }) => name),
          jobs.map(({ payload }) => JSON.stringify(payload)),
          end.answer?.accountId ?? null,
          end.answer?.key ?? null,
          end.answer?.answer ?? null,
        ],
      })
    },
  }
}

function clocksAndNumbers(
  { client }: Transaction,
  now: Date,
): Pick<WriteCtx<never>, 'nextNumber' | 'arm' | 'disarm'> {
  return {
    async nextNumber(series) {
      const year = localYear(now)
      const { rows } = await client.query<{ number: number }>({
        name: 'next-number',
        text: 'select kernel.next_number($1, $2) as number',
        values: [series, year],
      })
      return `${year}-${String(rows[0]?.number).padStart(4, '0')}`
    },
    async arm(timer, subjectId, { dueAt, payload }) {
      await client.query({
        name: 'arm-timer',
        text: 'select kernel.arm_timer($1, $2, $3, $4)',
        values: [timer, subjectId, dueAt, payload ?? {}],
      })
    },
    async disarm(timer, subjectId) {
      await client.query({
        name: 'disarm-timer',
        text: 'select kernel.disarm_timer($1, $2)',
        values: [timer, subjectId],
      })
    },
  }
}

// One statement, one round trip: ledger row, its salt, events, jobs, the kept answer, and the wake-up call.
const finishText = `
  with entry as (
    insert into ledger.pending
      (id, at, account_id, post, unit_code, action, subject_kind, subject_id, commitment)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ), salt as (
    insert into ledger.salt (entry_id, salt) values ($1, $10)
  ), event as (
    insert into kernel.outbox (id, name, payload, account_id, at)
    select id, name, payload::jsonb, $3, $2 from unnest($11::uuid[], $12::text[], $13::text[]) as e(id, name, payload)
  ), job as (
    insert into kernel.job (id, name, payload, run_at)
    select id, name, payload::jsonb, $2 from unnest($14::uuid[], $15::text[], $16::text[]) as j(id, name, payload)
  ), kept as (
    update kernel.idempotency set answer = $19::jsonb where account_id = $17 and key = $18
  )
  select pg_notify('bulwark_work', '') where cardinality($11::uuid[]) + cardinality($14::uuid[]) > 0`
