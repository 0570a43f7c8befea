// What the scope costs on one read and one write, against the same statement bare.
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { bindClient, type ItemTables, unbound } from './kysely-binding.ts'
import {
  type Begin,
  beginInFiveTrips,
  beginInOneTrip,
  beginWithoutRole,
  type Mode,
  runScoped,
} from './scope-transaction.ts'
import { scopes } from './scopes.ts'
import { raceInTurns } from './stopwatch.ts'

interface CostPools {
  readonly owner: pg.Pool
  readonly serve: pg.Pool
  readonly direct: pg.Pool
}

type Statement = (turn: number) => pg.QueryConfig

const scope = scopes.district
const [district] = scope.districts

async function runBare(pool: pg.Pool, query: pg.QueryConfig): Promise<void> {
  const client = await pool.connect()
  await client.query('begin')
  await client.query(query)
  await client.query('commit')
  client.release()
}

function candidatesFor(pools: CostPools, mode: Mode, statement: Statement) {
  const scoped = (pool: pg.Pool, begin: Begin) => (turn: number) =>
    runScoped(pool, { scope, mode, begin }, (client) => client.query(statement(turn)))
  return {
    'bare statement': (turn: number) => pools.owner.query(statement(turn)),
    'bare transaction': (turn: number) => runBare(pools.owner, statement(turn)),
    'scope in one trip': scoped(pools.serve, beginInOneTrip),
    'scope in one trip, named': (turn: number) =>
      runScoped(pools.serve, { scope, mode }, (client) =>
        client.query({ ...statement(turn), name: `rsb ${mode}` }),
      ),
    'scope in five trips': scoped(pools.serve, beginInFiveTrips),
    'own login per role': scoped(pools.direct, beginWithoutRole),
  }
}

const readText = 'select * from rsb.item where id = $1'
const writeText = `insert into rsb.item (id, title, state, unit_code, district_code, street_code, due_at)
  values (gen_random_uuid(), 'Cost', 'open', $1::int, $1::int, $2::int, $3)`

async function ownIds(owner: pg.Pool): Promise<string[]> {
  const drawn = await owner.query<{ id: string }>(
    'select id from rsb.item where district_code = $1 order by id limit 2000',
    [district],
  )
  return drawn.rows.map(({ id }) => id)
}

export async function measureCost(pools: CostPools, turns: number) {
  const ids = await ownIds(pools.owner)
  const read: Statement = (turn) => ({ text: readText, values: [ids[turn % ids.length]] })
  const write: Statement = (turn) => ({
    text: writeText,
    values: [district, district * 1000 + 1, new Date(1.63e12 + turn)],
  })
  return {
    read: await raceInTurns(candidatesFor(pools, 'read only', read), turns),
    write: await raceInTurns(candidatesFor(pools, 'read write', write), turns),
  }
}

function perTransactionDialect(client: pg.PoolClient): Kysely<ItemTables> {
  const kept = { query: client.query.bind(client), release: () => undefined }
  const pool = { connect: () => Promise.resolve(kept), end: () => Promise.resolve() }
  return new Kysely<ItemTables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin()],
  })
}

async function timeConstruction(client: pg.PoolClient) {
  const rounds = 5_000
  const makers = { 'bound copy': bindClient, 'new dialect': perTransactionDialect }
  const answer: Record<string, number> = {}
  for (const [name, make] of Object.entries(makers)) {
    const started = performance.now()
    for (let round = 0; round < rounds; round += 1) make(client)
    answer[name] = Math.round(((performance.now() - started) * 10_000) / rounds) / 10
  }
  return answer
}

function byId(db: Kysely<ItemTables>, id: string | undefined) {
  return db
    .selectFrom('rsb.item')
    .select(['id', 'title', 'state', 'unitCode', 'districtCode', 'streetCode', 'dueAt'])
    .where('id', '=', id ?? '')
}

/** Microseconds to make one, milliseconds per query inside one transaction. */
export async function measureKysely(pools: CostPools, turns: number) {
  const ids = await ownIds(pools.owner)
  const compiled = byId(unbound, ids[0]).compile()
  const { sql } = compiled
  return runScoped(pools.serve, { scope, mode: 'read only' }, async (client) => {
    const idAt = (turn: number) => ids[turn % ids.length]
    const bound = bindClient(client)
    const named = bindClient(client, new Map([[sql, 'rsb_by_id']]))
    const own = perTransactionDialect(client)
    const construction_us = await timeConstruction(client)
    const query_ms = await raceInTurns(
      {
        'pg alone': (turn) => client.query(sql, [idAt(turn)]),
        'pg alone, named': (turn) =>
          client.query({ name: 'rsb_raw', text: sql, values: [idAt(turn)] }),
        'bound copy': (turn) => byId(bound.db, idAt(turn)).execute(),
        'bound copy, named': (turn) => byId(named.db, idAt(turn)).execute(),
        'new dialect': (turn) => byId(own, idAt(turn)).execute(),
      },
      turns,
    )
    return { construction_us, query_ms }
  })
}
