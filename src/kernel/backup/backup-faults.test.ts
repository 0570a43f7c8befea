import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { inject, onTestFinished, expect, test } from 'vitest'
import { isSkippedWithoutRoot } from '../db/embedded/embedded.fixture.ts'
import { findMigrations, migrate } from '../db/migrate.ts'
import type { Connection } from '../db/pool.ts'
import { openKeys } from '../keys.ts'
import { ledgerGround } from '../ledger/ledger.fixture.ts'
import { createTestDatabase } from '../testing/database.ts'
import { askOwner, contentOf, emptyDatabase, scratchFolder, tablesIn } from './backup.fixture.ts'
import { restoreBackup } from './restore-backup.ts'
import { writeBackup } from './write-backup.ts'

const passphrase = 'a passphrase for tests'

/** A connection as another login; the folder of a socket or a URL alike. */
function as(connection: Connection, user: string, password: string): Connection {
  if ('host' in connection) return { ...connection, user }
  const url = new URL(connection.url)
  url.username = user
  url.password = password
  return { url: url.href }
}

test('a backup taken while writes go on holds each write whole or not at all', async () => {
  await using ground = await ledgerGround()
  const folder = scratchFolder()
  const { app, keys } = ground
  const pairs = `with a as (insert into access.account (id, username, name_zh, name_en, created_at)
      select gen_random_uuid(), 'u' || n, '某人', 'Somebody', now() from generate_series($1::int, $1 + 49) n returning id)
    insert into access.appointment (id, account_id, post, unit_code, from_at)
    select gen_random_uuid(), id, 'duty_officer', '900001', now() from a`
  // Accounts are copied before appointments: without one snapshot the later would have more.
  let written = 0
  let isOver = false
  const writing = (async () => {
    while (!isOver) {
      await askOwner(app.connection, pairs, [written * 50])
      await ground.leave(20)
      await ground.seal()
      written += 1
    }
  })()
  const files: string[] = []
  for (const name of ['a', 'b', 'c', 'd']) {
    const before = written
    const file = join(folder, name)
    await writeBackup({ connection: app.connection, keys, file })
    files.push(file)
    while (written < before + 2) await new Promise(setImmediate)
  }
  isOver = true
  await writing
  let last = -1
  for (const file of files) {
    const connection = await emptyDatabase()
    const restored = await restoreBackup({ file, connection, keysFolder: keys.folder })
    expect(restored.ledger).toMatchObject({ ok: true })
    const [held] = await askOwner<{ accounts: number; appointments: number }>(
      connection,
      `select (select count(*) from access.account)::int as accounts,
         (select count(*) from access.appointment)::int as appointments`,
    )
    expect(held?.accounts).toBe(held?.appointments)
    expect((held?.accounts ?? 1) % 50).toBe(0)
    expect(held?.accounts).toBeGreaterThan(last)
    last = held?.accounts ?? last
  }
})

test('a restore killed in the middle leaves an empty database, and the next one succeeds', async () => {
  await using ground = await ledgerGround()
  const folder = scratchFolder()
  const { app, keys } = ground
  await ground.leave(60_000)
  await ground.seal()
  const file = join(folder, 'a.backup')
  await writeBackup({ connection: app.connection, keys, file, passphrase })
  const connection = await emptyDatabase()
  const job = { file, connection, keysFolder: join(folder, 'keys'), passphrase }
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'restore-child.fixture.ts'), JSON.stringify(job)],
    { stdio: 'inherit' },
  )
  const gone = once(child, 'exit')
  const isLoading = `select from pg_stat_activity where datname = current_database() and query like 'copy "ledger"."pending"%'`
  while ((await askOwner(connection, isLoading)).length === 0) expect(child.exitCode).toBeNull()
  child.kill('SIGKILL')
  expect(await gone).toEqual([null, 'SIGKILL'])
  const others = `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
    and backend_type = 'client backend'`
  while ((await askOwner(connection, others)).length > 0);
  expect(await tablesIn(connection)).toEqual([])
  expect(existsSync(job.keysFolder)).toBe(false)
  expect(await restoreBackup(job)).toMatchObject({ keys: 'restored', ledger: { ok: true } })
  expect(await contentOf(connection)).toEqual(await contentOf(app.connection))
})

test('the owner of an empty database restores it without being superuser', async () => {
  await using ground = await ledgerGround()
  const folder = scratchFolder()
  const { app, keys } = ground
  await ground.leave(10)
  await ground.seal()
  const file = join(folder, 'a.backup')
  await writeBackup({ connection: app.connection, keys, file })
  const admin = inject('admin')
  const name = `restorer_${process.pid}`
  await askOwner(admin, `drop role if exists ${name}`)
  await askOwner(admin, `create role ${name} login createrole password 'restorer'`)
  onTestFinished(async () => {
    await askOwner(admin, `drop role ${name}`)
  })
  await askOwner(
    admin,
    `grant bulwark_nobody, bulwark_scope, bulwark_city, bulwark_work to ${name} with admin option`,
  )
  const { connection, drop } = await createTestDatabase(admin, 'template0')
  onTestFinished(drop)
  await askOwner(
    connection,
    `do $$ begin execute format('alter database %I owner to ${name}', current_database()); end $$`,
  )
  const own = as(connection, name, 'restorer')
  const restored = await restoreBackup({ file, connection: own, keysFolder: keys.folder })
  expect(restored).toMatchObject({ ledger: { ok: true, entries: 10 } })
  expect(await contentOf(connection)).toEqual(await contentOf(app.connection))
  // And it takes the next backup: row security hides nothing from the owner.
  const next = { connection: own, keys, file: join(folder, 'b.backup') }
  expect(await writeBackup(next)).toMatchObject({ rows: restored.rows })
})

test('who may not see every row takes no backup instead of half of one', async () => {
  const folder = scratchFolder()
  const connection = await emptyDatabase()
  await migrate(connection, findMigrations())
  const name = `reader_${process.pid}`
  await askOwner(connection, `drop role if exists ${name}`)
  await askOwner(connection, `create role ${name} login password 'reader'`)
  onTestFinished(async () => {
    await askOwner(connection, `drop role ${name}`)
  })
  await askOwner(connection, `grant pg_read_all_data to ${name}`)
  const backup = writeBackup({
    connection: as(connection, name, 'reader'),
    keys: openKeys(join(folder, 'keys')),
    file: join(folder, 'a.backup'),
  })
  await expect(backup).rejects.toThrow('row-level security')
  expect(readdirSync(folder)).toEqual(['keys'])
})

test(
  'a disk that fills up is named, and no half backup is left on it',
  { skip: isSkippedWithoutRoot('a backup on a full disk') },
  async () => {
    await using ground = await ledgerGround()
    const disk = scratchFolder()
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', disk])
    onTestFinished(() => void spawnSync('umount', ['-l', disk]))
    await ground.leave(40_000)
    const { app, keys } = ground
    const file = join(disk, 'a.backup')
    await expect(writeBackup({ connection: app.connection, keys, file })).rejects.toMatchObject({
      code: 'backup.disk_full',
      params: { folder: disk },
    })
    expect(readdirSync(disk)).toEqual([])
  },
)

test('a connection lost in the middle leaves no half backup', async () => {
  await using ground = await ledgerGround()
  const folder = scratchFolder()
  const { app, keys } = ground
  await ground.leave(150_000)
  const file = join(folder, 'a.backup')
  const backup = writeBackup({ connection: app.connection, keys, file })
  const outcome = expect(backup).rejects.toThrow()
  const kill = `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
    and query like 'copy "ledger"."pending"%' and state = 'active'`
  while ((await app.sql(kill)).length === 0);
  await outcome
  expect(readdirSync(folder)).toEqual([])
})
