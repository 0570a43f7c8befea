import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import type * as z from 'zod'
import { type Actor, scopeOf } from '../access/actor.ts'
import { AccountId, AppointmentId, type PostName } from '../access/contract.ts'
import { type Clock, type SettableClock, settableClock } from '../clock.ts'
import { type Connection, ownerClient, servingPool } from '../db/pool.ts'
import { dispatch } from '../dispatch.ts'
import { relayEvents } from '../jobs/relay.ts'
import { runJobs } from '../jobs/jobs.ts'
import { runTimers } from '../jobs/timers.ts'
import { type Log, type Round, runRounds } from '../jobs/worker.ts'
import type { Module, TypedOperation } from '../module.ts'
import { type OpenRuntime, openRuntime } from '../open-runtime.ts'
import type { PurposeDoor } from '../runtime.ts'
import { createTestDatabase } from './database.ts'
import { seedTestCity } from './test-city.ts'

/** Somebody at a desk: calls what the post may call. */
export interface Desk {
  readonly actor: Actor
  call<Input extends z.ZodType, Output extends z.ZodType>(
    operation: TypedOperation<Input, Output>,
    input: z.input<Input>,
    options?: { readonly idempotencyKey?: string; readonly purpose?: string },
  ): Promise<z.output<Output>>
}

export interface TestApp extends AsyncDisposable {
  readonly runtime: OpenRuntime
  readonly connection: Connection
  readonly clock: SettableClock
  /** A person in a post; `unit` is a code of the test city, by default the usual one of the post. */
  as(post: PostName, unit?: string): Promise<Desk>
  /** Lets business time pass, then lets the worker do what has become due. */
  pass(time: { readonly minutes: number }): Promise<void>
  work(): Promise<void>
  /** The actions recorded so far, oldest first. */
  ledger(): Promise<string[]>
  /** The events not yet relayed, oldest first. */
  outbox(): Promise<string[]>
  sql<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>
}

const usualUnit: Readonly<Record<PostName, string>> = {
  commander: '900001',
  deputy_commander: '900001',
  duty_leader: '900001',
  duty_officer: '900001',
  hq_officer: '900001',
  district_leader: '210091',
  district_officer: '210091',
  street_officer: '210091001',
  community_worker: '210091001001',
  bureau_officer: '900011',
  group_officer: '900021',
  supervisor: '900021',
  press_officer: '900001',
  auditor: '900001',
  administrator: '900001',
}

/** A whole application on its own fresh database, with the clock stopped at `at`. */
export async function testApp(
  modules: Module | readonly Module[],
  at: string,
  options: { readonly rounds?: readonly Round[]; readonly purposes?: PurposeDoor } = {},
): Promise<TestApp> {
  const database = await createTestDatabase(inject('admin'), inject('template'))
  await seedTestCity(database.connection)
  const pool = servingPool(database.connection, 6)
  let business = new Date(at)
  const source: Clock = { now: () => business, real: () => new Date() }
  const clock = { ...settableClock(source), now: () => business }
  const list = 'name' in modules ? [modules] : modules
  const runtime = await openRuntime({
    pool,
    clock,
    modules: list,
    ...(options.purposes && { purposes: options.purposes }),
  })
  const rounds: readonly Round[] = [relayEvents, runJobs, runTimers, ...(options.rounds ?? [])]
  const owner = ownerClient(database.connection)
  await owner.connect()
  const sql = async <Row extends object>(text: string, values: unknown[] = []) =>
    (await owner.query<Row>(text, values)).rows
  const work = async () => {
    while ((await runRounds(runtime, rounds, failingLog)) > 0);
  }
  return {
    runtime,
    connection: database.connection,
    clock,
    sql,
    work,
    as: (post, unit) => sit(runtime, sql, { post, unit: unit ?? usualUnit[post] }),
    async pass({ minutes }) {
      business = new Date(business.getTime() + minutes * 60_000)
      await work()
    },
    ledger: async () =>
      (await sql<{ action: string }>('select action from ledger.pending order by at, id')).map(
        ({ action }) => action,
      ),
    outbox: async () =>
      (await sql<{ name: string }>('select name from kernel.outbox order by at, id')).map(
        ({ name }) => name,
      ),
    async [Symbol.asyncDispose]() {
      await owner.end()
      await pool.end()
      await database.drop()
    },
  }
}

type Sql = TestApp['sql']

async function sit(
  runtime: OpenRuntime,
  sql: Sql,
  seat: { post: PostName; unit: string },
): Promise<Desk> {
  const unit = runtime.units().find(seat.unit)
  if (!unit) throw new Error(`the test city has no unit ${seat.unit}`)
  const accountId = AccountId.parse(randomUUID())
  const appointmentId = AppointmentId.parse(randomUUID())
  const username = `u${accountId.slice(0, 8)}`
  await sql(
    `insert into access.account (id, username, name_zh, name_en, created_at) values ($1, $2, $3, $4, now())`,
    [accountId, username, `${unit.nameZh}某人`, `Somebody of ${unit.nameEn}`],
  )
  await sql(
    `insert into access.appointment (id, account_id, post, unit_code, from_at) values ($1, $2, $3, $4, '2020-01-01Z')`,
    [appointmentId, accountId, seat.post, unit.code],
  )
  const actor: Actor = {
    accountId,
    appointmentId,
    nameZh: `${unit.nameZh}某人`,
    nameEn: `Somebody of ${unit.nameEn}`,
    post: seat.post,
    unitCode: unit.code,
    scope: scopeOf(seat.post, unit),
  }
  return {
    actor,
    call: (operation, input, options = {}) =>
      dispatch(runtime, operation, { input, actor, idempotencyKey: randomUUID(), ...options }),
  }
}

// In a test a failing reaction is a failing test, not a line in a log.
const failingLog: Log = {
  info() {},
  error(fields, message) {
    throw new Error(`${message}: ${JSON.stringify(fields)}`)
  },
}
