import { randomUUID } from 'node:crypto'
import type { Actor } from './access/actor.ts'
import { localYear } from './calendar.ts'
import type { Transaction } from './db/transact.ts'
import { finishStatement, type Queued } from './finish-statement.ts'
import { AlreadyDone, type KeptAnswer } from './idempotency.ts'
import { ledgerRow, type Subject } from './ledger/record.ts'
import type { WriteCtx } from './module.ts'
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
  const events: Queued[] = []
  const jobs: Queued[] = []
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
      const entry = ledgerRow(actor, runtime.clock.real(), {
        ...end,
        subject: subject ?? end.subject,
      })
      const { rows } = await tx.client.query<{ kept: number }>(
        finishStatement({ entry, events, jobs, answer: end.answer }),
      )
      if (rows[0]?.kept === 0) throw new AlreadyDone()
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
