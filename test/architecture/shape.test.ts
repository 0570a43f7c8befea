import { expect, test } from 'vitest'
import { type Catalog, openCatalog, ours } from './catalog.ts'

// A scoped table is one whose policy asks for the area of the row.
const scoped = `exists (select from pg_policy p where p.polrelid = c.oid
  and pg_get_expr(p.polqual, p.polrelid) like '%district_code%')`
const tables = `from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and ${ours}`
const leads = (column: string) => `exists (select from pg_index i join pg_attribute a
  on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
  where i.indrelid = c.oid and i.indpred is null and a.attname = '${column}')`
// A detail is read through the thing it belongs to: an index starts with that thing's key.
const isDetail = `exists (select from pg_constraint f join pg_index i
  on i.indrelid = f.conrelid and i.indkey[0] = f.conkey[1]
  where f.contype = 'f' and f.conrelid = c.oid and f.confrelid <> c.oid)`

async function plant(catalog: Catalog): Promise<void> {
  await catalog.ask(`create schema planted;
    create table planted.thing (id uuid primary key, at timestamp, made_at timestamptz default now(),
      district_code int, street_code bigint);
    select kernel.protect_scoped('planted.thing');
    create table planted.detail (thing_id uuid not null references planted.thing, at timestamptz default current_timestamp,
      unit_code text references access.unit, elsewhere uuid references kernel.job, district_code int not null,
      street_code int, primary key (thing_id, at));
    select kernel.protect_scoped('planted.detail');
    create table kernel.looks_down (id uuid references planted.thing)`)
}

/** What the query names in the house, and what it names when the planted tables are there too. */
async function findWith(query: string): Promise<{ house: string[]; planted: string[] }> {
  await using catalog = await openCatalog()
  const house = await catalog.list(query)
  await plant(catalog)
  const all = await catalog.list(query)
  return { house, planted: all.filter((told) => !house.includes(told)) }
}

test('a scoped row always says its district, and its street as the same kind of code', async () => {
  const { house, planted } = await findWith(`select c.oid::regclass || '.' || w.name as told
    ${tables.replace('where', `, (values ('district_code', true), ('street_code', false)) w(name, needed) where`)}
    and ${scoped} and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = w.name
      and a.atttypid = 'int4'::regtype and (a.attnotnull or not w.needed))`)
  expect(planted).toEqual(['planted.thing.district_code', 'planted.thing.street_code'])
  expect(house).toEqual([])
})

test('a scoped list finds its rows by district and by street (decision 0001)', async () => {
  const { house, planted } =
    await findWith(`select c.oid::regclass::text as told ${tables} and ${scoped}
    and not ${isDetail} and not (${leads('district_code')} and ${leads('street_code')})`)
  expect(planted).toEqual(['planted.thing'])
  expect(house).toEqual([])
})

test('every instant knows its zone', async () => {
  const { house, planted } = await findWith(`select c.oid::regclass || '.' || a.attname as told
    ${tables.replace('where', 'join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 where')}
    and a.atttypid in ('timestamp'::regtype, 'time'::regtype, 'timetz'::regtype)`)
  expect(planted).toEqual(['planted.thing.at'])
  expect(house).toEqual([])
})

test('no column takes its time from the database: business time is the application’s', async () => {
  const { house, planted } = await findWith(`select c.oid::regclass || '.' || a.attname as told
    ${tables.replace('where', 'join pg_attribute a on a.attrelid = c.oid join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum where')}
    and pg_get_expr(d.adbin, d.adrelid) ~* '(now|timestamp|clock|current_date|localtime)'`)
  expect(planted).toEqual(['planted.detail.at', 'planted.thing.made_at'])
  expect(house).toEqual([])
})

test('a foreign key leaves its schema only towards the ground floor and the person', async () => {
  const ground = `'access', 'policy', 'ledger'`
  const { house, planted } =
    await findWith(`select f.conrelid::regclass || ' → ' || f.confrelid::regclass as told
    from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_class t on t.oid = f.confrelid join pg_namespace tn on tn.oid = t.relnamespace
    where f.contype = 'f' and ${ours} and n.oid <> tn.oid
      and tn.nspname not in (${ground}, 'kernel') and f.confrelid::regclass::text <> 'people.person'`)
  expect(planted).toEqual(['kernel.looks_down → planted.thing'])
  expect(house).toEqual([])
})
