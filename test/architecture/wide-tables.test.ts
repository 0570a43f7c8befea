import { expect, test } from 'vitest'
import { type Catalog, openCatalog } from './catalog.ts'

/**
 * Tables that grow with people times days, each with the column it is spread by: `person_id`, or
 * the tube code for tubes and their members. A module that makes one names it here.
 */
const wideTables: Readonly<Record<string, string>> = {}

/** What every machine of a cluster holds a copy of, so a wide table may point to it. */
const copiedEverywhere = ['access.unit', 'policy.policy_set', 'policy.policy_value']

async function breaches(
  { list }: Catalog,
  wide: Readonly<Record<string, string>>,
): Promise<string[]> {
  const found = await Promise.all(
    Object.entries(wide).map(([table, key]) =>
      list(
        `with keys as (
           select i.indisprimary, array(select a.attname::text from unnest(i.indkey) with ordinality k(num, pos)
             join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.num order by k.pos) as columns
           from pg_index i where i.indrelid = $1::regclass and i.indisunique
         )
         select $1 || ': the primary key does not start with ' || $2 as told
           where not exists (select from keys where indisprimary and columns[1] = $2)
         union all
         select $1 || ': unique without ' || $2 || ': ' || array_to_string(columns, ', ') from keys
           where not $2 = any (columns)
         union all
         select $1 || ': trigger ' || tgname from pg_trigger
           where tgrelid = $1::regclass and not tgisinternal
         union all
         select $1 || ': foreign key to ' || confrelid::regclass from pg_constraint
           where conrelid = $1::regclass and contype = 'f'
             and not confrelid::regclass::text = any ($3::text[] || $4::text[])
         union all
         select $1 || ': a policy asks another table: ' || polname from pg_policy
           where polrelid = $1::regclass
             and concat(pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) ~* '\\mfrom\\M'`,
        [table, key, copiedEverywhere, Object.keys(wide)],
      ),
    ),
  )
  return found.flat().sort()
}

test('a wide table could be spread over machines tomorrow', async () => {
  await using catalog = await openCatalog()
  expect(await breaches(catalog, wideTables)).toEqual([])
})

test('a wide table that could not be spread is named with each reason', async () => {
  await using catalog = await openCatalog()
  await catalog.ask(`create schema planted;
    create table planted.good (person_id uuid, id uuid, unit_code text references access.unit,
      primary key (person_id, id));
    create table planted.sample (id uuid primary key, person_id uuid, code text unique, job_id uuid references kernel.job);
    create table planted.tube (tube_code text primary key, person_id uuid, id uuid,
      foreign key (person_id, id) references planted.good);
    alter table planted.sample enable row level security;
    create policy asks on planted.sample using (exists (select from kernel.job));
    create function planted.watch() returns trigger language plpgsql as 'begin return new; end';
    create trigger watch before insert on planted.sample for each row execute function planted.watch()`)
  const wide = {
    'planted.good': 'person_id',
    'planted.sample': 'person_id',
    'planted.tube': 'tube_code',
  }
  expect(await breaches(catalog, wide)).toEqual([
    'planted.sample: a policy asks another table: asks',
    'planted.sample: foreign key to kernel.job',
    'planted.sample: the primary key does not start with person_id',
    'planted.sample: trigger watch',
    'planted.sample: unique without person_id: code',
    'planted.sample: unique without person_id: id',
  ])
})
