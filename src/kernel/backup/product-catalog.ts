import type { Client } from 'pg'
import pg from 'pg'

export interface Table {
  readonly schema: string
  readonly name: string
  /** Rows lie in its partitions; it is read and filled through its root. */
  readonly isPartitioned: boolean
  /** Without generated ones, which are computed again. */
  readonly columns: readonly string[]
}

export interface Sequence {
  readonly schema: string
  readonly name: string
  /** As text: a bigint may exceed what a number holds. */
  readonly last: string
  readonly isCalled: boolean
}

type Named = Pick<Table, 'schema' | 'name'>

export function quoteName({ schema, name }: Named): string {
  return `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`
}

// The product puts nothing into `public`; what lies there belongs to others, as do tables of extensions.
const isProduct = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')`
const isOwn = `not exists (select from pg_depend d
  where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`

/** Every table of every product schema, roots of partitioned ones instead of their partitions. */
export async function listTables(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select n.nspname as schema, c.relname as name, c.relkind = 'p' as "isPartitioned",
       array(select a.attname::text from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
         order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't'
       and ${isProduct} and ${isOwn}
     order by 1, 2`,
  )
  return rows
}

export async function listSequences(client: Client): Promise<Sequence[]> {
  const { rows } = await client.query<Named>(
    `select n.nspname as schema, c.relname as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'S' and c.relpersistence <> 't' and ${isProduct} and ${isOwn} order by 1, 2`,
  )
  const found: Sequence[] = []
  for (const sequence of rows) {
    const state = await client.query<Pick<Sequence, 'last' | 'isCalled'>>(
      `select last_value::text as last, is_called as "isCalled" from ${quoteName(sequence)}`,
    )
    found.push(...state.rows.map((row) => ({ ...sequence, ...row })))
  }
  return found
}

/** Names of tables anywhere in the database, `public` included: whoever restores must find none. */
export async function listAnyTables(client: Client): Promise<string[]> {
  const { rows } = await client.query<Named>(
    `select n.nspname as schema, c.relname as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relpersistence <> 't' and n.nspname !~ '^pg_'
       and n.nspname <> 'information_schema' and ${isOwn}
     order by 1, 2`,
  )
  return rows.map(({ schema, name }) => `${schema}.${name}`)
}

interface Foreign {
  readonly table: string
  readonly name: string
  readonly definition: string
}

/** Foreign keys as `alter table` takes them; to be asked with an empty search path, so that names are whole. */
export async function listForeignKeys(client: Client): Promise<Foreign[]> {
  const { rows } = await client.query<Foreign>(
    `select k.conrelid::regclass::text as table, quote_ident(k.conname) as name,
       pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_namespace n on n.oid = k.connamespace
     where k.contype = 'f' and k.conparentid = 0 and ${isProduct} order by 1, 2`,
  )
  return rows
}

/** Our own triggers that fire on insert: what they once did is in the backup already. */
export async function listTriggers(client: Client): Promise<Pick<Foreign, 'table' | 'name'>[]> {
  const { rows } = await client.query<Pick<Foreign, 'table' | 'name'>>(
    `select t.tgrelid::regclass::text as table, quote_ident(t.tgname) as name
     from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
     where not t.tgisinternal and t.tgparentid = 0 and t.tgenabled = 'O' and ${isProduct} order by 1, 2`,
  )
  return rows
}
