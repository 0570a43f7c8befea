// Does it fail closed? Each check is a sentence and what was seen when it was tried.
import { sql } from 'kysely'
import type pg from 'pg'
import { districts, streets } from './ground.ts'
import { bindClient, unbound } from './kysely-binding.ts'
import { beginText, runScoped, type Scope } from './scope-transaction.ts'
import { scopes, worker } from './scopes.ts'

export interface Pools {
  readonly owner: pg.Pool
  readonly serve: pg.Pool
  readonly steppedDown: pg.Pool
}

type Check = (pools: Pools) => Promise<boolean>

const countText = 'select count(*)::int as n from rsb.item'
const insertText = `insert into rsb.item (id, title, state, unit_code, district_code, street_code, due_at)
  values (gen_random_uuid(), 'Check', 'open', $2::int, $1::int, $2::int, '2021-06-01')`

async function countIn(client: pg.ClientBase): Promise<number> {
  const answer = await client.query<{ n: number }>(countText)
  return answer.rows[0]?.n ?? -1
}

async function codeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt
    return 'accepted'
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code)
    return error instanceof Error ? error.message : 'unknown'
  }
}

const denied = '42501'

/** What the next holder of this very connection would see: nothing, not even the old lists. */
async function isBare(client: pg.ClientBase): Promise<boolean> {
  const left = await client.query<{ left: string; role: string }>(
    `select concat(current_setting('app.districts', true), current_setting('app.streets', true)) as left,
            current_user as role`,
  )
  const state = left.rows[0]
  const code = await codeOf(client.query(countText))
  return code === denied && state?.left === '' && /_(serve|nobody)$/.test(state.role)
}

async function leavesBare(pool: pg.Pool, end: (client: pg.ClientBase) => Promise<unknown>) {
  const client = await pool.connect()
  try {
    await client.query(beginText(scopes.district, 'read write'))
    if ((await countIn(client)) < 1) return false
    await end(client)
    return await isBare(client)
  } finally {
    client.release()
  }
}

async function afterError(client: pg.ClientBase): Promise<void> {
  await codeOf(client.query('select 1 / 0'))
  await client.query('rollback')
}

async function afterCancelling(pools: Pools, how: string): Promise<string> {
  const asked = runScoped(
    pools.serve,
    { scope: scopes.city, mode: 'read only' },
    async (client) => {
      const pid = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
      const running = client.query('select pg_sleep(20)')
      const killed = pools.owner.query(`select ${how}($1)`, [pid.rows[0]?.pid])
      await Promise.all([running, killed])
    },
  )
  return codeOf(asked)
}

async function isEveryConnectionBare(pool: pg.Pool): Promise<boolean> {
  const clients = await Promise.all([1, 2, 3, 4].map(() => pool.connect()))
  const seen = await Promise.all(clients.map((client) => isBare(client)))
  for (const client of clients) client.release()
  return seen.every(Boolean)
}

/** Sixteen people on four connections; every fourth transaction fails in one of three ways. */
async function mixesWithoutLeak(pools: Pools): Promise<boolean> {
  const wanted = new Map<Scope, number>()
  const mixed: Scope[] = [scopes.nobody, scopes.city, scopes.street]
  for (const district of districts) mixed.push({ ...scopes.nobody, districts: [district] })
  for (const street of streets.slice(0, 3)) mixed.push({ ...scopes.nobody, streets: [street] })
  // Only a thousandth of the rows, so that thousands of transactions pass through in seconds.
  const sample = `${countText} where id < '00418937-0000-4000-8000-000000000000'`
  const ask = (scope: Scope) =>
    runScoped(pools.serve, { scope, mode: 'read only' }, (c) => c.query<{ n: number }>(sample))
  for (const scope of mixed) wanted.set(scope, (await ask(scope)).rows[0]?.n ?? -1)
  const spoil = ['select 1 / 0', 'commit', 'select pg_cancel_backend(pg_backend_pid())'] as const
  let leaks = 0
  const live = async (person: number): Promise<void> => {
    for (let turn = 0; turn < 150; turn += 1) {
      const scope = mixed[(person * 7 + turn) % mixed.length] ?? scopes.nobody
      const spoiled = turn % 4 === 0 ? spoil[(turn / 4) % spoil.length] : undefined
      if (spoiled) {
        const bad = runScoped(pools.serve, { scope, mode: 'read only' }, (c) => c.query(spoiled))
        await codeOf(bad)
      }
      if ((await ask(scope)).rows[0]?.n !== wanted.get(scope)) leaks += 1
    }
  }
  await Promise.all(mixed.map((_, person) => live(person)))
  return leaks === 0 && wanted.get(scopes.nobody) === 0 && new Set(wanted.values()).size > 4
}

async function writeAs(pools: Pools, scope: Scope, sql: readonly unknown[]): Promise<string> {
  const [text, ...values] = sql
  const attempt = runScoped(pools.serve, { scope, mode: 'read write' }, async (client) => {
    const answer = await client.query(String(text), values)
    return answer.rowCount
  })
  return codeOf(attempt.then((n) => Promise.reject(new Error(`${n ?? 0} rows`))))
}

const [here, elsewhere] = [scopes.district.districts[0], districts[1]]
const ownStreet = scopes.street.streets[0]

export const closedChecks: Record<string, Check> = {
  'a connection without a scope reads nothing': ({ serve }) => isEveryConnectionBare(serve),
  'an owner who stepped down reads nothing': ({ steppedDown }) =>
    isEveryConnectionBare(steppedDown),
  'the scope role without lists sees no row': async ({ serve }) => {
    const client = await serve.connect()
    await client.query('begin; set local role rsb_scope')
    const seen = await countIn(client)
    await client.query('rollback')
    client.release()
    return seen === 0
  },
  'empty lists see no row': async ({ serve }) =>
    (await runScoped(serve, { scope: scopes.nobody, mode: 'read only' }, countIn)) === 0,
  'a list that is not a list is an error': async ({ serve }) => {
    const rubbish = runScoped(
      serve,
      { scope: scopes.nobody, mode: 'read only' },
      async (client) => {
        await client.query("set local app.districts = '210202 or true'")
        return countIn(client)
      },
    )
    return (await codeOf(rubbish)) === '22P02'
  },
  'commit takes the scope away': async ({ serve, steppedDown }) =>
    (await leavesBare(serve, (client) => client.query('commit'))) &&
    leavesBare(steppedDown, (client) => client.query('commit')),
  'rollback takes the scope away': ({ serve }) =>
    leavesBare(serve, (client) => client.query('rollback')),
  'an error takes the scope away': ({ serve }) => leavesBare(serve, afterError),
  'a cancelled query takes the scope away': async (pools) =>
    (await afterCancelling(pools, 'pg_cancel_backend')) === '57014' &&
    isEveryConnectionBare(pools.serve),
  'a killed connection never comes back': async (pools) =>
    (await afterCancelling(pools, 'pg_terminate_backend')) === '57P01' &&
    isEveryConnectionBare(pools.serve),
  'mixed scopes on four connections never see a foreign row': mixesWithoutLeak,
  'a transaction left open lends nothing to the next': async ({ serve }) => {
    const client = await serve.connect()
    await client.query(beginText(scopes.city, 'read only'))
    await client.query(beginText(scopes.nobody, 'read only'))
    const seen = await countIn(client)
    await client.query('rollback')
    client.release()
    return seen === 0
  },
  'a statement prepared for the city shows a street its own rows': async ({ serve }) => {
    const text = { name: 'rsb_count', text: `${countText} where state = $1`, values: ['open'] }
    const client = await serve.connect()
    const seen = new Set<number>()
    for (let turn = 0; turn < 14; turn += 1) {
      const scope = turn % 7 === 6 ? scopes.street : scopes.city
      await client.query(beginText(scope, 'read only'))
      const answer = await client.query<{ n: number }>(text)
      if (scope === scopes.street) seen.add(answer.rows[0]?.n ?? -1)
      await client.query('commit')
    }
    client.release()
    const bare = await runScoped(serve, { scope: scopes.street, mode: 'read only' }, countIn)
    return seen.size === 1 && seen.has(bare)
  },
  'an insert inside the scope is accepted': async (pools) =>
    (await writeAs(pools, scopes.district, [insertText, here, here * 1000 + 1])) === '1 rows' &&
    (await writeAs(pools, scopes.street, [insertText, 210283, ownStreet])) === '1 rows',
  'an insert outside the scope is refused': async (pools) =>
    (await writeAs(pools, scopes.district, [insertText, elsewhere, elsewhere * 1000 + 1])) ===
      denied &&
    (await writeAs(pools, scopes.street, [insertText, here, here * 1000 + 1])) === denied &&
    (await writeAs(pools, scopes.nobody, [insertText, here, here * 1000 + 1])) === denied,
  'naming oneself as verifier opens no other district': async (pools) =>
    (await writeAs(pools, scopes.district, [
      insertText.replace('street_code, due_at', 'verifier_code, due_at'),
      elsewhere,
      here,
    ])) === denied,
  'moving a row out of the scope is refused': async (pools) =>
    (await writeAs(pools, scopes.district, [
      `update rsb.item set district_code = $2, street_code = null, verifier_code = null
       where id = (select id from rsb.item where district_code = $1 limit 1)`,
      here,
      elsewhere,
    ])) === denied,
  'a foreign row cannot be changed': async (pools) =>
    (await writeAs(pools, scopes.street, [
      'update rsb.item set title = title where district_code = $1',
      elsewhere,
    ])) === '0 rows',
  'a read-only transaction writes nothing': async ({ serve }) =>
    (await codeOf(
      runScoped(serve, { scope: scopes.city, mode: 'read only' }, (c) =>
        c.query(insertText, [here, here * 1000 + 1]),
      ),
    )) === '25006',
  'the worker sees and writes every district': async (pools) =>
    (await runScoped(pools.serve, { scope: worker, mode: 'read only' }, countIn)) ===
      (await pools.owner.query<{ n: number }>(countText)).rows[0]?.n &&
    (await writeAs(pools, worker, [insertText, elsewhere, elsewhere * 1000 + 1])) === '1 rows',
  'a swallowed error cannot be committed': async ({ serve }) =>
    (
      await codeOf(
        runScoped(serve, { scope: scopes.city, mode: 'read write' }, (c) => afterErrorOnly(c)),
      )
    ).startsWith('the transaction was rolled back'),
  'kysely has no way round the transaction': kyselyStaysInside,
}

async function afterErrorOnly(client: pg.ClientBase): Promise<void> {
  await codeOf(client.query('select 1 / 0'))
}

async function kyselyStaysInside({ serve }: Pools): Promise<boolean> {
  const scope = scopes.street
  const rows = await runScoped(serve, { scope, mode: 'read only' }, async (client) => {
    const bound = bindClient(client)
    const page = bound.db.selectFrom('rsb.item').select(['id', 'streetCode']).limit(5)
    const both = await Promise.all([page.execute(), page.execute()])
    const nested = await codeOf(bound.db.transaction().execute(() => Promise.resolve()))
    await bound.close()
    return { seen: both.flat(), nested, late: await codeOf(page.execute()) }
  })
  const says = (text: string) =>
    codeOf(
      runScoped(serve, { scope, mode: 'read only' }, async (client) =>
        sql.raw(text).execute(bindClient(client).db),
      ),
    )
  const outside = await codeOf(unbound.selectFrom('rsb.item').select('id').execute())
  return (
    rows.seen.length === 10 &&
    rows.seen.every(({ streetCode }) => streetCode === ownStreet) &&
    rows.nested.startsWith('queries run inside') &&
    outside.startsWith('queries run inside') &&
    rows.late.includes('over') &&
    (await says('commit')).startsWith('queries run inside') &&
    (await says('select 1; commit')) === '42601'
  )
}
