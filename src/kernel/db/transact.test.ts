import { randomUUID } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { retype } from '../retype.ts'
import { testApp, type TestApp } from '../testing/test-app.ts'
import { createTestDatabase } from '../testing/database.ts'
import type { WriteDb } from './handles.ts'
import { findMigrations, migrate } from './migrate.ts'
import { ownerClient, servingPool } from './pool.ts'
import { city, type Scope } from './scope.ts'
import { inTransaction } from './transact.ts'

type Db = WriteDb<{ 'sample.row': { id: string; districtCode: number; streetCode: number | null } }>

const east: Scope = { kind: 'area', districts: [210091], streets: [], persons: [] }
const west: Scope = { kind: 'area', districts: [210092], streets: [], persons: [] }

async function sampleApp(): Promise<TestApp> {
  const app = await testApp([], '2021-05-16T09:00:00+08:00')
  await app.sql(`create schema sample; grant usage on schema sample to bulwark_scope, bulwark_city, bulwark_work;
    create table sample.row (id uuid primary key, district_code int not null, street_code int);
    select kernel.protect_scoped('sample.row');
    insert into sample.row values (gen_random_uuid(), 210091, null), (gen_random_uuid(), 210092, null), (gen_random_uuid(), 210092, null)`)
  return app
}

const countIn = (app: TestApp, scope: Scope) =>
  inTransaction(app.runtime.pool, { scope, mode: 'read only' }, async ({ db }) => {
    const rows = await retype<Db>(db).selectFrom('sample.row').select('id').execute()
    return rows.length
  })

test('a scope never leaks to the next user of a connection, whatever the one before did', async () => {
  await using app = await sampleApp()
  const spoil = (scope: Scope) =>
    inTransaction(app.runtime.pool, { scope, mode: 'read write' }, async ({ client }) => {
      await client.query('select 1 / 0')
    }).catch(() => undefined)
  const rounds = Array.from({ length: 60 }, (_, i) => i)
  const seen = await Promise.all(
    rounds.map(async (i) => {
      if (i % 3 === 0) await spoil(i % 2 ? east : city)
      return countIn(app, i % 2 ? east : west)
    }),
  )
  expect(seen).toEqual(rounds.map((i) => (i % 2 ? 1 : 2)))
})

test('without a scope a serving connection sees and does nothing', async () => {
  await using app = await sampleApp()
  await expect(app.runtime.pool.query('select * from sample.row')).rejects.toThrow(
    /permission denied/,
  )
  await expect(countIn(app, { kind: 'nobody' })).rejects.toThrow(/permission denied/)
  expect(await countIn(app, { kind: 'area', districts: [], streets: [], persons: [] })).toBe(0)
})

test('a write into another area is refused, a read-only transaction writes nothing', async () => {
  await using app = await sampleApp()
  const insert = (scope: Scope, mode: 'read only' | 'read write') =>
    inTransaction(app.runtime.pool, { scope, mode }, ({ db }) =>
      retype<Db>(db)
        .insertInto('sample.row')
        .values({ id: randomUUID(), districtCode: 210092, streetCode: null })
        .execute(),
    )
  await expect(insert(east, 'read write')).rejects.toMatchObject({
    code: 'kernel.access.outside_area',
  })
  await expect(insert(city, 'read only')).rejects.toThrow(/read-only/)
  expect(await countIn(app, city)).toBe(3)
})

test('a handle kept beyond its transaction, and an error swallowed inside it, store nothing', async () => {
  await using app = await sampleApp()
  const kept = await inTransaction(
    app.runtime.pool,
    { scope: city, mode: 'read write' },
    async ({ db }) => retype<Db>(db),
  )
  await expect(kept.selectFrom('sample.row').select('id').execute()).rejects.toThrow(/over/)
  const swallowed = inTransaction(
    app.runtime.pool,
    { scope: city, mode: 'read write' },
    async ({ db, client }) => {
      await retype<Db>(db)
        .insertInto('sample.row')
        .values({ id: randomUUID(), districtCode: 1, streetCode: null })
        .execute()
      await client.query('select 1 / 0').catch(() => undefined)
    },
  )
  await expect(swallowed).rejects.toThrow(/failed before its commit/)
  expect(await countIn(app, city)).toBe(3)
})

test('a write that is not awaited is still inside the transaction or refused, never half outside', async () => {
  await using app = await sampleApp()
  await inTransaction(app.runtime.pool, { scope: city, mode: 'read write' }, async ({ db }) => {
    // The mistake this test is about: nobody waits for the insert.
    void retype<Db>(db)
      .insertInto('sample.row')
      .values({ id: randomUUID(), districtCode: 1, streetCode: null })
      .execute()
  })
  expect(await countIn(app, city)).toBe(4)
})

test('a scope of more than 32 codes, or one that is no code, is a fault and not a query', async () => {
  await using app = await sampleApp()
  const many = Array.from({ length: 33 }, (_, i) => 210000 + i)
  await expect(
    countIn(app, { kind: 'area', districts: many, streets: [], persons: [] }),
  ).rejects.toThrow(/32|33/)
  const odd = retype<number[]>(["1'; drop table sample.row; --"])
  await expect(
    countIn(app, { kind: 'area', districts: odd, streets: [], persons: [] }),
  ).rejects.toThrow(/not a positive/)
})

test('a migration runs once even when two processes start together, and a changed one is refused', async () => {
  const { connection, drop } = await createTestDatabase(inject('admin'), inject('template'))
  const extra = {
    name: '99990101T0000_test_once',
    hash: 'a',
    text: 'create table public.once (n int)',
  }
  const all = [...findMigrations(), extra]
  const applied = await Promise.all([migrate(connection, all), migrate(connection, all)])
  expect(applied.flat()).toEqual([extra.name])
  await expect(
    migrate(connection, [...findMigrations(), { ...extra, hash: 'b' }]),
  ).rejects.toMatchObject({
    code: 'kernel.database.migration_changed',
  })
  await expect(migrate(connection, findMigrations())).rejects.toMatchObject({
    code: 'kernel.database.migration_newer',
  })
  await drop()
})

test('a migration that fails leaves nothing of itself', async () => {
  const { connection, drop } = await createTestDatabase(inject('admin'), inject('template'))
  const broken = {
    name: '99990101T0000_test_broken',
    hash: 'a',
    text: 'create table public.half (n int); select 1 / 0',
  }
  await expect(migrate(connection, [...findMigrations(), broken])).rejects.toThrow(/test_broken/)
  const owner = ownerClient(connection)
  await owner.connect()
  expect((await owner.query(`select to_regclass('public.half') as half`)).rows).toEqual([
    { half: null },
  ])
  await owner.end()
  await drop()
})

test('a server that goes away is told as such, and the pool recovers', async () => {
  await using app = await sampleApp()
  const pool = servingPool(app.connection, 1)
  const killed = inTransaction(pool, { scope: city, mode: 'read only' }, async ({ client }) => {
    await app.sql(`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'bulwark' and state = 'idle in transaction' and datname = current_database()`)
    await client.query('select 1')
  })
  await expect(killed).rejects.toMatchObject({ status: 503 })
  const after = await inTransaction(
    pool,
    { scope: city, mode: 'read only' },
    async ({ client }) => {
      const { rows } = await client.query<{ one: number }>('select 1 as one')
      return rows
    },
  )
  expect(after).toEqual([{ one: 1 }])
  await pool.end()
})
