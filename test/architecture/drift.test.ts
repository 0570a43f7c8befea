import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '#kernel/root.ts'
import { type Catalog, openCatalog } from './catalog.ts'
import { type DeclaredTable, moduleFileIn, readDeclaredTables } from './declared-tables.ts'

const config = join(projectRoot, 'tsconfig.server.json')

/** Each difference between what the code says of a table and what the database has. */
async function compare({ ask }: Catalog, declared: readonly DeclaredTable[]): Promise<string[]> {
  const rows = await ask<{ table: string; name: string; nullable: boolean }>(
    `select table_schema || '.' || table_name as table, column_name as name, is_nullable = 'YES' as nullable
     from information_schema.columns`,
  )
  return declared.flatMap(({ module, table, columns }) => {
    const real = new Map(rows.filter((row) => row.table === table).map((row) => [row.name, row]))
    if (real.size === 0) return [`${module}: ${table} does not exist`]
    const wrong = columns.flatMap(({ name, nullable, optional }) => {
      const column = real.get(name)
      if (!column) return [`${module}: ${table}.${name} does not exist`]
      if (optional) return [`${module}: ${table}.${name} is optional in code; a row always has it`]
      if (column.nullable === nullable) return []
      const [code, sql] = nullable ? ['null', 'not null'] : ['not null', 'null']
      return [`${module}: ${table}.${name} is ${code} in code and ${sql} in the database`]
    })
    // Of its own tables a module names every column; of another's only what was published to it.
    if (!table.startsWith(`${module}.`)) return wrong
    const named = new Set(columns.map(({ name }) => name))
    const missing = [...real.keys()].filter((name) => !named.has(name))
    return [...wrong, ...missing.map((name) => `${module}: ${table}.${name} is not in the code`)]
  })
}

test('the tables in the code are the tables in the database', { timeout: 120_000 }, async () => {
  const declared = readDeclaredTables(config, moduleFileIn(projectRoot))
  expect(declared.length).toBeGreaterThan(5)
  await using catalog = await openCatalog()
  expect(await compare(catalog, declared)).toEqual([])
})

test(
  'no module of the trade has a table that its code does not know',
  { timeout: 120_000 },
  async () => {
    const declared = readDeclaredTables(config, moduleFileIn(projectRoot))
    const known = new Set(declared.map(({ table }) => table))
    await using catalog = await openCatalog()
    const tables = await catalog.list(
      `select schemaname || '.' || tablename as told from pg_tables
     where schemaname = any ($1::text[])`,
      [declared.map(({ module }) => module)],
    )
    expect(tables.filter((table) => !known.has(table))).toEqual([])
  },
)

test(
  'a renamed column, a forgotten one and a wrong null are told apart',
  { timeout: 120_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bulwark-drift-'))
    try {
      const file = join(folder, 'planted.module.ts')
      await writeFile(
        file,
        `declare function defineModule<Tables>(): Tables
      interface Written<Read> { readonly __select__: Read; readonly __insert__: string }
      interface Note { id: string; renamedText: string; madeAt: Date | null; value: Written<string | null>; late?: string }
      export const { read } = defineModule<{
        'planted.note': Note
        'planted.gone': { id: string }
        'access.unit': { code: string; streetCode: number | null }
      }>()`,
      )
      const config = join(folder, 'tsconfig.json')
      await writeFile(config, '{ "compilerOptions": { "strict": true }, "include": ["*.ts"] }')
      const declared = readDeclaredTables(config, (path) => path === file)
      await using catalog = await openCatalog()
      await catalog.ask(`create schema planted; create table planted.note
      (id uuid not null, text text, made_at timestamptz not null, value text, late text)`)
      expect(await compare(catalog, declared)).toEqual([
        'planted: planted.note.renamed_text does not exist',
        'planted: planted.note.made_at is null in code and not null in the database',
        'planted: planted.note.late is optional in code; a row always has it',
        'planted: planted.note.text is not in the code',
        'planted: planted.gone does not exist',
      ])
    } finally {
      await rm(folder, { recursive: true })
    }
  },
)
