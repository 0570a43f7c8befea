// The ground of the spike: one table of items with the real tree's shape, its roles and policies.
import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { Client, Pool } from 'pg'

export const districts = [
  210202, 210203, 210204, 210211, 210212, 210213, 210214, 210224, 210281, 210283,
] as const
const streetCount = 152
const communityCount = 1832

/** As many streets as the real tree has, shared out in turn: 210202001, 210203001, … */
export const streets: readonly number[] = Array.from({ length: streetCount }, (_, position) => {
  const district = districts[position % districts.length] ?? districts[0]
  return district * 1000 + Math.floor(position / districts.length) + 1
})

export type PolicyForm = 'lists' | 'lists once' | 'one setting'
export type IndexSet = 'due' | 'area' | 'area, due'

const list = (setting: string, type: string): string =>
  `string_to_array(current_setting('${setting}', true), ',')::${type}[]`
const part = (position: number): string =>
  `string_to_array(split_part(current_setting('app.scope', true), '|', ${position}), ',')::int[]`

function conditionOf(form: PolicyForm): { own: string; seen: string } {
  const lists: Record<PolicyForm, [string, string]> = {
    lists: [list('app.districts', 'int'), list('app.streets', 'int')],
    'lists once': [
      `(select ${list('app.districts', 'int')})`,
      `(select ${list('app.streets', 'int')})`,
    ],
    'one setting': [part(1), part(2)],
  }
  const [inDistricts, inStreets] = lists[form]
  // `any((select …))` would be read as a set: the cast keeps it an array that is computed once.
  const any = (source: string): string => `any(${source}${form === 'lists once' ? '::int[]' : ''})`
  const own = `district_code = ${any(inDistricts)} or street_code = ${any(inStreets)}`
  return { own, seen: `${own} or verifier_code = ${any(inDistricts)}` }
}

/** Seen and changed are one's own rows and those one verifies; added are one's own only, or naming
 * oneself as verifier would open every district. */
export async function setPolicy(owner: pg.Pool, form: PolicyForm): Promise<void> {
  const { own, seen } = conditionOf(form)
  await owner.query(`
    drop policy if exists item_scope_read on rsb.item;
    drop policy if exists item_scope_change on rsb.item;
    drop policy if exists item_scope_add on rsb.item;
    create policy item_scope_read on rsb.item for select to rsb_scope using (${seen});
    create policy item_scope_change on rsb.item for update to rsb_scope using (${seen});
    create policy item_scope_add on rsb.item for insert to rsb_scope with check (${own})`)
}

const indexesOf: Record<IndexSet, readonly string[]> = {
  due: ['due_at, id'],
  area: ['due_at, id', 'district_code', 'street_code', 'verifier_code'],
  'area, due': [
    'due_at, id',
    'district_code, due_at, id',
    'street_code, due_at, id',
    'verifier_code, due_at, id',
  ],
}

export async function setIndexes(owner: pg.Pool, set: IndexSet): Promise<void> {
  const old = await owner.query<{ name: string }>(
    `select indexrelid::regclass::text as name from pg_index
     where indrelid = 'rsb.item'::regclass and not indisprimary`,
  )
  for (const { name } of old.rows) await owner.query(`drop index ${name}`)
  for (const columns of indexesOf[set]) await owner.query(`create index on rsb.item (${columns})`)
  await owner.query('vacuum analyze rsb.item')
}

const tableText = `
  create schema rsb;
  create table rsb.item (
    id uuid primary key,
    title text not null,
    state text not null,
    unit_code bigint not null,
    district_code int not null,
    street_code int,
    verifier_code int,
    due_at timestamptz not null
  );
  alter table rsb.item enable row level security;
  create policy item_city on rsb.item to rsb_city, rsb_work using (true) with check (true);
  grant usage on schema rsb to rsb_scope, rsb_city, rsb_work;
  grant select, insert, update on rsb.item to rsb_city, rsb_work;
  grant select, insert, update (title, state, due_at) on rsb.item to rsb_scope;`

// Three rows in a hundred belong to a whole district, the rest to a street or a community of it;
// the power makes some places ten times as busy as others, as places are.
const fillText = `
  insert into rsb.item
  select gen_random_uuid(), 'Report the disposal of consignment ' || n, 'open',
         case when n % 4 = 0 then street else street::bigint * 1000 + place end,
         street / 1000, case when n % 33 = 0 then null else street end,
         case when n % 5 = 0 then ($1::int[])[1 + n / 5 % cardinality($1::int[])] end,
         timestamptz '2021-05-16 08:00+08' + n % 2000000 * interval '1.3 seconds'
  from (select n, ($2::int[])[1 + floor(cardinality($2::int[]) * power(random(), 1.5))::int] as street,
               1 + floor(random() * $3)::int as place
        from generate_series(1, $4::int) n) drawn`

const roles = ['rsb_scope', 'rsb_city', 'rsb_work', 'rsb_nobody'] as const

export async function clearGround(owner: pg.Pool): Promise<void> {
  await owner.query('drop schema if exists rsb cascade')
  for (const role of ['rsb_serve', 'rsb_direct', ...roles]) {
    const known = await owner.query('select from pg_roles where rolname = $1', [role])
    if (known.rowCount === 1) await owner.query(`drop owned by ${role}; drop role ${role}`)
  }
}

/** Answers the password of the two logins; NOINHERIT keeps the serving one without any right. */
export async function layGround(owner: pg.Pool, rows: number): Promise<string> {
  await clearGround(owner)
  const password = randomBytes(16).toString('hex')
  for (const role of roles) await owner.query(`create role ${role} nologin`)
  await owner.query(`
    create role rsb_serve login noinherit password '${password}' in role rsb_scope, rsb_city, rsb_work;
    create role rsb_direct login inherit password '${password}' in role rsb_scope`)
  await owner.query(tableText)
  const perStreet = Math.round(communityCount / streetCount)
  await owner.query(fillText, [[...districts], [...streets], perStreet, rows])
  return password
}

/** The second form of `login` is for an installation with one database account only: its owner
 * steps down to a role without rights before the first statement. */
export function openPool(url: string, login: { user: string; password: string } | string): pg.Pool {
  // Compiling a list query costs more than any of them takes, where the server can compile at all.
  const steady = { options: '-c jit=off' }
  const guard = { max: 4, statement_timeout: 20_000, application_name: 'row-scope' }
  const { host, port, ssl, database } = new Client({ connectionString: url })
  const pool =
    typeof login === 'string'
      ? new Pool({ connectionString: url, options: login, ...guard })
      : new Pool({ host, port, ssl, ...login, ...guard, ...steady, ...(database && { database }) })
  // A connection killed while claimed says so twice: its query rejects, which is answered, and its
  // client emits an error, which without a listener would end the whole server.
  const reported = () => undefined
  pool.on('connect', (client) => client.on('error', reported))
  pool.on('error', reported)
  return pool
}
