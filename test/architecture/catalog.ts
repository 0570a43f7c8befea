import { inject } from 'vitest'
import { ownerClient } from '#kernel/db/pool.ts'
import { createTestDatabase } from '#kernel/testing/database.ts'

/** A fresh migrated database, asked as its owner. */
export interface Catalog extends AsyncDisposable {
  ask<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>
  /** One text per row: what is wrong, by name. */
  list(text: string, values?: unknown[]): Promise<string[]>
}

export async function openCatalog(): Promise<Catalog> {
  const database = await createTestDatabase(inject('admin'), inject('template'))
  const owner = ownerClient(database.connection)
  await owner.connect()
  const ask: Catalog['ask'] = async <Row extends object>(text: string, values: unknown[] = []) =>
    (await owner.query<Row>(text, values)).rows
  return {
    ask,
    list: async (text, values) =>
      (await ask<{ told: string }>(text, values)).map(({ told }) => told).sort(),
    async [Symbol.asyncDispose]() {
      await owner.end()
      await database.drop()
    },
  }
}

/** Schemas of the house: all but the server's own. */
export const ours = `n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'`
