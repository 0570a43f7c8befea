import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findMigrations, migrate } from '../db/migrate.ts'
import { openKeys } from '../keys.ts'
import { ledgerGround } from '../ledger/ledger.fixture.ts'
import { askOwner, contentOf, emptyDatabase, scratchFolder, tablesIn } from './backup.fixture.ts'
import { restoreBackup } from './restore-backup.ts'
import { writeBackup } from './write-backup.ts'

const passphrase = '防控指挥部的备份口令 2021'

test('a backup restores into an empty database: every row, the keys, the ledger to its last checkpoint', async () => {
  await using ground = await ledgerGround()
  const folder = scratchFolder()
  await ground.leave(40)
  await ground.seal()
  await ground.leave(3)
  const sealed = ground.keys.sealingKey('totp').seal(Buffer.from('otp secret'))
  const file = join(folder, 'a.backup')
  const { keys } = ground
  const backup = await writeBackup({ connection: ground.app.connection, keys, file, passphrase })
  expect(backup).toMatchObject({ ledgerSize: 40, holdsKeys: true, bytes: statSync(file).size })
  expect(backup.sha256).toBe(createHash('sha256').update(readFileSync(file)).digest('hex'))
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['a.backup'])

  const connection = await emptyDatabase()
  const keysFolder = join(folder, 'new-keys')
  const restored = await restoreBackup({ file, connection, keysFolder, passphrase })
  expect(restored).toMatchObject({
    tables: backup.tables,
    rows: backup.rows,
    keys: 'restored',
    leftOut: [],
    migratedUp: [],
    ledger: { ok: true, entries: 40, pending: 3 },
  })
  expect(await contentOf(connection)).toEqual(await contentOf(ground.app.connection))
  expect(openKeys(keysFolder).sealingKey('totp').open(sealed).toString()).toBe('otp secret')
  for (const name of readdirSync(keysFolder)) {
    expect(statSync(join(keysFolder, name)).mode & 0o777).toBe(0o600)
  }
})

test('without a passphrase the backup holds no keys, and the restore says that they are missing', async () => {
  await using ground = await ledgerGround()
  const folder = scratchFolder()
  await ground.leave(2)
  await ground.seal()
  const file = join(folder, 'a.backup')
  const { keys, app } = ground
  expect(await writeBackup({ connection: app.connection, keys, file })).toMatchObject({
    holdsKeys: false,
  })
  const pem = readFileSync(join(keys.folder, 'ledger-signing.pem'), 'utf8')
  expect(readFileSync(file).includes(pem.split('\n')[1] ?? '')).toBe(false)
  const connection = await emptyDatabase()
  const keysFolder = join(folder, 'keys')
  expect(await restoreBackup({ file, connection, keysFolder })).toMatchObject({ keys: 'missing' })
})

test('a file with one byte flipped, or cut short, is refused in one sentence and changes nothing', async () => {
  await using ground = await ledgerGround()
  const folder = scratchFolder()
  await ground.leave(30)
  await ground.seal()
  const file = join(folder, 'a.backup')
  const { keys, app } = ground
  await writeBackup({ connection: app.connection, keys, file, passphrase })
  const whole = readFileSync(file)
  const connection = await emptyDatabase()
  const keysFolder = join(folder, 'new-keys')
  const bad = join(folder, 'bad.backup')
  const restoreOf = async (bytes: Uint8Array) => {
    writeFileSync(bad, bytes)
    return restoreBackup({ file: bad, connection, keysFolder, passphrase })
  }
  const refusal = { code: expect.stringMatching(/^backup\.(damaged|not_a_backup)$/) }
  const flips = fc.record({ at: fc.nat(whole.length - 1), bit: fc.nat(7) })
  await fc.assert(
    fc.asyncProperty(flips, async ({ at, bit }) => {
      const bytes = Buffer.from(whole)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
      await expect(restoreOf(bytes)).rejects.toMatchObject(refusal)
    }),
    { numRuns: 150 },
  )
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
      await expect(restoreOf(whole.subarray(0, length))).rejects.toMatchObject(refusal)
    }),
    { numRuns: 80 },
  )
  await expect(restoreOf(Buffer.concat([whole, Buffer.of(0)]))).rejects.toMatchObject(refusal)
  await expect(restoreOf(randomBytes(5000))).rejects.toMatchObject({ code: 'backup.not_a_backup' })
  await expect(
    restoreBackup({ file: join(folder, 'none'), connection, keysFolder }),
  ).rejects.toMatchObject({ code: 'backup.file_unreadable' })
  expect(await tablesIn(connection)).toEqual([])
  expect(existsSync(keysFolder)).toBe(false)
})

test('sealed keys need their passphrase; a folder with other keys is left as it is', async () => {
  await using ground = await ledgerGround()
  const folder = scratchFolder()
  await ground.leave(1)
  await ground.seal()
  const file = join(folder, 'a.backup')
  const { keys, app } = ground
  const short = { connection: app.connection, keys, file, passphrase: 'short' }
  await expect(writeBackup(short)).rejects.toMatchObject({ code: 'backup.passphrase_short' })
  await writeBackup({ ...short, passphrase })
  const connection = await emptyDatabase()
  const keysFolder = join(folder, 'new-keys')
  const target = { file, connection, keysFolder }
  await expect(restoreBackup(target)).rejects.toMatchObject({ code: 'backup.passphrase_needed' })
  await expect(restoreBackup({ ...target, passphrase: 'not the right one' })).rejects.toMatchObject(
    { code: 'backup.passphrase_wrong' },
  )
  expect(existsSync(keysFolder)).toBe(false)
  const { fingerprint } = openKeys(keysFolder).signingKey('ledger-signing')
  await expect(restoreBackup({ ...target, passphrase })).rejects.toMatchObject({
    code: 'backup.keys_differ',
  })
  expect(openKeys(keysFolder).signingKey('ledger-signing').fingerprint).toEqual(fingerprint)
  expect(await tablesIn(connection)).toEqual([])
  const restored = await restoreBackup({ ...target, withoutKeys: true })
  // Restored, and told that the key lying there is not the one that signed.
  expect(restored).toMatchObject({ keys: 'in_place', ledger: { ok: false } })
})

test('a database that holds anything is refused by name and keeps what it has', async () => {
  await using ground = await ledgerGround()
  const folder = scratchFolder()
  const file = join(folder, 'a.backup')
  const { keys, app } = ground
  await app.sql(`insert into kernel.installation (id, kind, name_zh, name_en, created_at)
    values (gen_random_uuid(), 'drill', '试城', 'Testcity', '2021-05-16Z')`)
  await writeBackup({ connection: app.connection, keys, file })
  const before = await contentOf(app.connection)
  const target = { file, keysFolder: join(folder, 'keys') }
  await expect(restoreBackup({ ...target, connection: app.connection })).rejects.toMatchObject({
    code: 'backup.target_is_installation',
    params: { name: '试城 Testcity' },
  })
  expect(await contentOf(app.connection)).toEqual(before)
  const other = await emptyDatabase()
  await askOwner(other, 'create table public.guests (name text)')
  await expect(restoreBackup({ ...target, connection: other })).rejects.toMatchObject({
    code: 'backup.target_not_empty',
    params: { shown: 'public.guests' },
  })
  await expect(writeBackup({ connection: app.connection, keys, file })).rejects.toMatchObject({
    code: 'backup.file_exists',
  })
  const nothing = { connection: other, keys, file: join(folder, 'b.backup') }
  await expect(writeBackup(nothing)).rejects.toMatchObject({ code: 'backup.nothing_there' })
  expect(readdirSync(folder)).toEqual(['a.backup'])
})

test('an older backup is brought up to date, a newer or altered one is refused', async () => {
  await using ground = await ledgerGround()
  const folder = scratchFolder()
  const file = join(folder, 'a.backup')
  const { keys, app } = ground
  await writeBackup({ connection: app.connection, keys, file })
  const known = findMigrations()
  const later = {
    name: '29990101T0000_kernel_later',
    hash: 'a'.repeat(64),
    text: 'create table kernel.later ()',
  }
  const connection = await emptyDatabase()
  const target = { file, connection, keysFolder: join(folder, 'keys') }
  await expect(restoreBackup({ ...target, migrations: known.slice(0, -1) })).rejects.toMatchObject({
    code: 'backup.newer',
  })
  const altered = known.map((one) => ({ ...one, hash: one.hash.replaceAll('0', '1') }))
  await expect(restoreBackup({ ...target, migrations: altered })).rejects.toMatchObject({
    code: 'backup.migration_changed',
  })
  expect(await tablesIn(connection)).toEqual([])
  expect(await restoreBackup({ ...target, migrations: [...known, later] })).toMatchObject({
    migratedUp: [later.name],
  })
  expect(await tablesIn(connection)).toContain('kernel.later')
})

test('odd tables come back as they were: circles, own ids, computed columns, triggers, any text', async () => {
  const text = `create schema odd;
    create table odd.left (id int primary key generated always as identity, right_id int, note text,
      doubled int generated always as (id * 2) stored, amount double precision, pieces text[]);
    create table odd.right (id bigserial primary key, left_id int not null references odd.left,
      "from" interval, "Übrig" jsonb, content bytea, parent bigint references odd.right);
    alter table odd.left add constraint circle foreign key (right_id) references odd.right (id);
    create table odd.log (at timestamptz not null, line text) partition by range (at);
    create table odd.log_first partition of odd.log default;
    create function odd.note() returns trigger language plpgsql as
      $$ begin insert into odd.log values ('2021-05-16Z', 'fired'); return new; end $$;
    create trigger noted after insert on odd.left for each row execute function odd.note();
    insert into odd.left (note) values ('seeded')`
  const odd = { name: '29990101T0000_odd', hash: 'b'.repeat(64), text }
  const migrations = [...findMigrations(), odd]
  const folder = scratchFolder()
  const source = await emptyDatabase()
  await migrate(source, migrations)
  await askOwner(
    source,
    `insert into odd.left (note, amount, pieces)
     select chr(9 + n % 90) || E'\\n\\\\.\\r\\t,"' || '铁壁', 1.0 / n, array['{', null, '\\N'] from generate_series(1, 500) n`,
  )
  await askOwner(
    source,
    `insert into odd.right (left_id, "from", "Übrig", content, parent)
     select id, '1 mon -3 days', '{"a": "\\n"}', '\\x00ff0a', case when id > 5 then id - 5 end from odd.left order by id`,
  )
  await askOwner(source, `update odd.left set right_id = id, note = null where id % 2 = 0`)
  await askOwner(source, `create table odd.by_hand (n int)`)
  const file = join(folder, 'a.backup')
  await writeBackup({ connection: source, keys: openKeys(join(folder, 'keys')), file })
  const connection = await emptyDatabase()
  const keysFolder = join(folder, 'keys')
  expect(await restoreBackup({ file, connection, keysFolder, migrations })).toMatchObject({
    leftOut: ['odd.by_hand'],
  })
  const { '"odd"."by_hand"': _left, ...expected } = await contentOf(source)
  expect(await contentOf(connection)).toEqual(expected)
  const next = `insert into odd.left (note) values ('next') returning id`
  expect(await askOwner(connection, next)).toEqual(await askOwner(source, next))
  const count = 'select count(*) as fired from odd.log'
  expect(await askOwner(connection, count)).toEqual(await askOwner(source, count))
  const shape = `select conname, pg_get_constraintdef(oid) as definition from pg_constraint
    where conname not like '%not_null' and connamespace in ('odd'::regnamespace, 'access'::regnamespace) order by 1, 2`
  expect(await askOwner(connection, shape)).toEqual(await askOwner(source, shape))
})
