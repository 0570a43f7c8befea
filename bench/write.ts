// The cost of a full write() beside the bare transaction of the same insert, and of a page of 50 at
// 1,000,000 items for a street, a district, the whole city and somebody who may see nothing.
import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import * as z from 'zod'
import { type Actor, scopeOf } from '#kernel/access/actor.ts'
import { AccountId, AppointmentId } from '#kernel/access/contract.ts'
import { grant } from '#kernel/access/grant.ts'
import type { Unit } from '#kernel/access/unit-tree.ts'
import { settableClock } from '#kernel/clock.ts'
import { endpoint, id } from '#kernel/contract.ts'
import { ownerClient, servingPool } from '#kernel/db/pool.ts'
import { dispatch } from '#kernel/dispatch.ts'
import { defineModule, type Module } from '#kernel/module.ts'
import { type OpenRuntime, openRuntime } from '#kernel/open-runtime.ts'
import { establish } from '#kernel/installation/establish.service.ts'
import type { InstallationTables } from '#kernel/installation/installation.module.ts'
import { createTestDatabase } from '#kernel/testing/database.ts'
import { writeAtMachine } from '#kernel/write-at-machine.ts'
import { command } from '#modules/command/index.ts'
import { listItems } from '#modules/command/items/item.service.ts'
import { raceInTurns } from './row-scope/stopwatch.ts'
import { benchServer, machine } from './server.ts'

const turns = 1500

const NoteId = id('NoteId')
const Note = z.object({
  id: NoteId,
  districtCode: z.int(),
  streetCode: z.int(),
  text: z.string().max(80),
})
const { write } = defineModule<{ 'bench.note': z.infer<typeof Note> }>()

const addNote = write(
  endpoint('POST', '/bench/notes', {
    permission: 'bench.note.add',
    input: Note,
    output: Note.pick({ id: true }),
  }),
  async ({ tx }, note) => {
    await tx.insertInto('bench.note').values(note).execute()
    return note
  },
)
const benchModule: Module = {
  name: 'bench',
  operations: [addNote],
  access: grant({ commander: ['bench.note.add'] }),
}

const insertText =
  'insert into bench.note (id, district_code, street_code, text) values ($1, $2, $3, $4)'
const ledgerText = `with entry as (
    insert into ledger.pending (id, at, action, commitment) values ($1, now(), 'bench.note.add', $2))
  insert into ledger.salt (entry_id, salt) values ($1, $3)`

export async function runWriteBench({ rows = 1_000_000 } = {}): Promise<object> {
  await using server = await benchServer()
  const database = await createTestDatabase(server.admin, server.template)
  const owner = ownerClient(database.connection)
  owner.on('error', () => {})
  await owner.connect()
  await owner.query(`create schema bench; grant usage on schema bench to bulwark_scope, bulwark_city, bulwark_work;
    create table bench.note (id uuid primary key, district_code int not null, street_code int not null, text text not null);
    select kernel.protect_scoped('bench.note')`)
  const pool = servingPool(database.connection, 8)
  const runtime = await openRuntime({
    pool,
    clock: settableClock(),
    modules: [command, benchModule],
  })
  await writeAtMachine<InstallationTables, void>(runtime, 'bench.establish', (ctx) =>
    establish(ctx, {
      kind: 'drill',
      nameZh: '测',
      nameEn: 'bench',
      unitCsv: undefined,
      shippedPolicies: true,
    }),
  )
  await runtime.refresh()
  const writes = await raceWrites(runtime, pool)
  await fillItems(owner, rows)
  const pages = await racePages(runtime)
  const version = await owner.query<{ server_version: string }>('show server_version')
  await owner.end()
  await pool.end()
  return {
    bench: 'write',
    ...writes,
    ...pages,
    rows,
    server: version.rows[0]?.server_version,
    machine: machine(),
  }
}

async function raceWrites(runtime: OpenRuntime, pool: Pool): Promise<object> {
  const actor = actorAt(runtime, '900001')
  const bare = await bareClient(pool)
  const note = () => ({
    id: NoteId.parse(randomUUID()),
    districtCode: 210_202,
    streetCode: 210_202_001,
    text: 'a note of some length',
  })
  const ledgerMs: number[] = []
  const times = await raceInTurns(
    {
      full: () =>
        dispatch(runtime, addNote, { input: note(), actor, idempotencyKey: randomUUID() }),
      bare: async () => {
        const { id: noteId, districtCode, streetCode, text } = note()
        await bare.query('begin')
        await bare.query({
          name: 'bare',
          text: insertText,
          values: [noteId, districtCode, streetCode, text],
        })
        await bare.query('commit')
      },
      ledgerAlone: async () => {
        await bare.query('begin')
        const started = performance.now()
        await bare.query({
          name: 'ledger',
          text: ledgerText,
          values: [randomUUID(), Buffer.alloc(32), Buffer.alloc(16)],
        })
        ledgerMs.push(performance.now() - started)
        await bare.query('commit')
      },
    },
    turns,
  )
  bare.release(true)
  const ledger = ledgerMs.sort((a, b) => a - b)[Math.floor(ledgerMs.length / 2)] ?? 0
  const full = times['full']?.p50 ?? 0
  const bareMs = times['bare']?.p50 ?? 1
  return {
    write_ratio: round(full / bareMs),
    write_p50_ms: full,
    bare_p50_ms: bareMs,
    ledger_share: round(ledger / full),
  }
}

async function bareClient(pool: Pool) {
  const client = await pool.connect()
  await client.query('set role bulwark_work')
  return client
}

function actorAt(
  runtime: OpenRuntime,
  code: string,
  unit: Unit | undefined = runtime.units().find(code),
): Actor {
  if (!unit) throw new Error(`no unit ${code}`)
  const post =
    unit.kind === 'hq'
      ? 'commander'
      : unit.kind === 'street'
        ? 'street_officer'
        : 'district_officer'
  return {
    accountId: AccountId.parse(randomUUID()),
    appointmentId: AppointmentId.parse(randomUUID()),
    nameZh: '测',
    nameEn: 'Bench',
    post,
    unitCode: unit.code,
    scope: scopeOf(post, unit),
  }
}

/** A million open items over all streets and communities, deadlines over sixty days. */
async function fillItems(owner: ReturnType<typeof ownerClient>, rows: number): Promise<void> {
  await owner.query(`insert into command.item (id, number, kind, title_zh, deliverable_zh, evidence, lead_unit_code,
      verifier_unit_code, issuer_unit_code, district_code, street_code, also_codes, state, issued_at, due_at, event_at)
    select gen_random_uuid(), 'b' || n, 'directive', '排查事项 ' || n, '清单', 'text', u.code, '900310', '900001',
      u.district_code, u.street_code, array[900001, 900310], 'issued', now(),
      now() + (n % 86400) * interval '1 minute', now()
    from generate_series(1, ${rows}) n
    join (select row_number() over (order by code) - 1 as i, code, district_code, street_code, count(*) over () as total
          from access.unit where kind in ('street', 'community')) u on u.i = n % u.total`)
  await owner.query('vacuum analyze command.item')
}

async function racePages(runtime: OpenRuntime): Promise<object> {
  const street = actorAt(runtime, '210202001')
  const actors: Record<string, Actor> = {
    street,
    district: actorAt(runtime, '210211'),
    city: actorAt(runtime, '900001'),
    nobody: { ...street, scope: { kind: 'area', districts: [], streets: [], persons: [] } },
  }
  const cursors = new Map<string, string>()
  // Every other page goes on from where the one before ended: first pages and pages further down alike.
  const page = (name: string, actor: Actor) => async (turn: number) => {
    const after = turn % 2 === 1 ? cursors.get(name) : undefined
    const answer = await dispatch(runtime, listItems, {
      input: { limit: 50, ...(after && { after }) },
      actor,
    })
    if (answer.next) cursors.set(name, answer.next)
  }
  const candidates = Object.fromEntries(
    Object.entries(actors).map(([name, actor]) => [name, page(name, actor)]),
  )
  const times = await raceInTurns(candidates, 300)
  const p95 = Object.fromEntries(Object.entries(times).map(([name, time]) => [name, time.p95]))
  return { read_p95_ms: Math.max(...Object.values(p95)), read_p95_ms_by_scope: p95 }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
