import { once } from 'node:events'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ask, askOn, connect, makeDataDir, makeScratch } from './embedded.fixture.ts'
import { locateNative } from './native-folder.ts'
import { waitUntil, worksIn } from './running-process.ts'
import { findRunning, startEmbedded, type EmbeddedServer } from './supervisor.ts'

test('a first start makes a durable UTF-8 cluster without TCP, a later start finds what was saved', async () => {
  const dataDir = makeDataDir()
  const first = await startEmbedded({ dataDir })
  await ask(first, 'create table kept (n int)')
  await ask(first, 'insert into kept values (1), (2)')
  await first.stop()
  expect(await first.ended).toBeNull()
  const second = await startEmbedded({ dataDir })
  expect(await ask(second, 'select n from kept order by n')).toEqual(['1', '2'])
  const settings = `select name || '=' || setting from pg_settings where name in ('fsync', 'synchronous_commit',
    'data_checksums', 'server_encoding', 'TimeZone', 'listen_addresses', 'max_connections',
    'log_parameter_max_length', 'log_parameter_max_length_on_error', 'log_min_error_statement') order by name collate "C"`
  expect(await ask(second, settings)).toEqual([
    'TimeZone=UTC',
    'data_checksums=on',
    'fsync=on',
    'listen_addresses=',
    'log_min_error_statement=panic',
    'log_parameter_max_length=0',
    'log_parameter_max_length_on_error=0',
    'max_connections=60',
    'server_encoding=UTF8',
    'synchronous_commit=on',
  ])
  expect(second.version).toMatch(/^18\./)
  await second.stop()
  expect(await readdir(dataDir)).toEqual(['log', 'postgres'])
})

test('a data folder whose path is too long for a socket, with spaces and quotes, gets a private socket folder elsewhere', async () => {
  const parent = join(makeScratch(), `大连 "指挥部", it's`, 'x'.repeat(90))
  const dataDir = makeDataDir(parent)
  const server = await startEmbedded({ dataDir })
  expect(server.host.startsWith(dataDir)).toBe(false)
  expect((await stat(server.host)).mode & 0o777).toBe(0o700)
  const { ended: _ended, stop, ...reachable } = server
  expect(await findRunning(dataDir)).toEqual(reachable)
  expect(await ask(reachable, 'select 1')).toEqual(['1'])
  await stop()
  await expect(stat(server.host)).rejects.toThrow('ENOENT')
})

test('a second start on one folder is refused and says who holds it, and can attach instead', async () => {
  const dataDir = makeDataDir()
  expect(await findRunning(dataDir)).toBeNull()
  const server = await startEmbedded({ dataDir })
  await expect(startEmbedded({ dataDir })).rejects.toMatchObject({
    code: 'kernel.database.already_running',
    params: { pid: process.pid },
  })
  const found = await findRunning(dataDir)
  expect(found?.pid).toBe(server.pid)
  await server.stop()
  expect(await findRunning(dataDir)).toBeNull()
})

test('a server that nobody of ours started is left alone and named', async () => {
  const dataDir = makeDataDir()
  const server = await startEmbedded({ dataDir })
  await rm(join(dataDir, 'owner.json'))
  await expect(startEmbedded({ dataDir })).rejects.toMatchObject({
    code: 'kernel.database.already_running',
    params: { pid: server.pid },
  })
  expect(await ask(server, 'select 1')).toEqual(['1'])
  await server.stop()
})

test('a data folder of another major version is refused and stays as it is', async () => {
  const dataDir = makeDataDir()
  await (await startEmbedded({ dataDir })).stop()
  await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '17\n')
  await expect(startEmbedded({ dataDir })).rejects.toMatchObject({
    code: 'kernel.database.version_mismatch',
    params: { found: '17', server: '18' },
  })
  expect(await readFile(join(dataDir, 'postgres', 'PG_VERSION'), 'utf8')).toBe('17\n')
  expect(await readdir(dataDir)).not.toContain('owner.json')
})

test('a folder with files that are no database is refused and stays as it is', async () => {
  const dataDir = makeDataDir()
  await mkdir(join(dataDir, 'postgres'), { recursive: true })
  await writeFile(join(dataDir, 'postgres', 'letter.txt'), 'keep me')
  await expect(startEmbedded({ dataDir })).rejects.toMatchObject({
    code: 'kernel.database.foreign_folder',
  })
  expect(await readdir(join(dataDir, 'postgres'))).toEqual(['letter.txt'])
})

test('a damaged cluster is refused with the reason of the server', async () => {
  const dataDir = makeDataDir()
  await (await startEmbedded({ dataDir })).stop()
  await rm(join(dataDir, 'postgres', 'global', 'pg_control'))
  await expect(startEmbedded({ dataDir })).rejects.toMatchObject({
    code: 'kernel.database.start_failed',
    params: { reason: expect.stringMatching(/pg_control|could not find the database system/) },
  })
})

test('a platform without a package is told to bring a database', () => {
  expect(() => locateNative('sunos-sparc')).toThrow('kernel.database.platform_missing')
})

test('a data folder that cannot be made says so', async () => {
  const file = join(makeScratch(), 'file')
  await writeFile(file, '')
  await expect(startEmbedded({ dataDir: join(file, 'data') })).rejects.toMatchObject({
    code: 'kernel.database.folder_not_writable',
  })
})

test('a stop does not wait for open connections, and what they had not committed is gone', async () => {
  const dataDir = makeDataDir()
  const server = await startEmbedded({ dataDir })
  await ask(server, 'create table kept (n int)')
  const clients = await Promise.all([connect(server), connect(server)])
  const ends = clients.map(
    async (client) => await new Promise<void>((done) => client.once('end', () => done())),
  )
  await clients[0].query('begin')
  await clients[0].query('insert into kept values (1)')
  const asleep = expect(clients[1].query('select pg_sleep(600)')).rejects.toThrow()
  await server.stop()
  await Promise.all([asleep, ...ends])
  const again = await startEmbedded({ dataDir })
  expect(await ask(again, 'select count(*) from kept')).toEqual(['0'])
  await again.stop()
})

test('a server that is killed tells its owner, and the folder starts again with all that was committed', async () => {
  const dataDir = makeDataDir()
  const server = await startEmbedded({ dataDir })
  await ask(server, 'create table kept as select 7 as n')
  process.kill(server.pid, 'SIGKILL')
  expect(await server.ended).toMatchObject({ code: 'kernel.database.ended_unexpectedly' })
  const again = await startEmbedded({ dataDir })
  expect(await ask(again, 'select n from kept')).toEqual(['7'])
  await again.stop()
})

test('a session that outlived its killed server is ended before the next one starts', async () => {
  const dataDir = makeDataDir()
  const server = await startEmbedded({ dataDir })
  const client = await connect(server)
  const [pid] = await askOn(client, 'select pg_backend_pid()')
  // It computes and never waits, so it does not notice that its server is dead.
  const busy = client.query('select count(*) from generate_series(1, 1e12)')
  const cut = expect(busy).rejects.toThrow()
  await waitUntil(
    async () =>
      (await ask(server, `select state from pg_stat_activity where pid = ${pid}`))[0] === 'active',
    5000,
  )
  process.kill(server.pid, 'SIGKILL')
  await server.ended
  expect(await worksIn(Number(pid), join(dataDir, 'postgres'))).toBe(true)
  const again = await startEmbedded({ dataDir })
  await cut
  expect(await worksIn(Number(pid), join(dataDir, 'postgres'))).toBe(false)
  await again.stop()
})

async function untilAnswering(server: EmbeddedServer): Promise<void> {
  const answers = async () => (await ask(server, 'select 1')).length === 1
  await waitUntil(async () => await answers().catch(() => false), 10_000)
}

test('the log of the server holds no personal data, whatever a statement did wrong', async () => {
  const dataDir = makeDataDir()
  const server = await startEmbedded({ dataDir })
  await ask(server, 'create table person (id_number text primary key)')
  const client = await connect(server)
  const person = '210203198001011234'
  await client.query('insert into person values ($1)', [person])
  await expect(client.query('insert into person values ($1)', [person])).rejects.toThrow('unique')
  await expect(client.query(`select '${person}张三'::int`)).rejects.toThrow('out of range')
  await expect(client.query('select $1::int / 0', [person.slice(0, 9)])).rejects.toThrow('zero')
  const victim = await connect(server)
  const [pid] = await askOn(victim, 'select pg_backend_pid()')
  const crash = expect(victim.query(`select '${person}', pg_sleep(600)`)).rejects.toThrow()
  const lost = once(client, 'error')
  process.kill(Number(pid), 'SIGKILL')
  await Promise.all([crash, lost])
  await untilAnswering(server)
  await server.stop()
  const logs = await Promise.all(
    (await readdir(join(dataDir, 'log'))).map(
      async (name) => await readFile(join(dataDir, 'log', name), 'utf8'),
    ),
  )
  expect(logs.join('')).toContain('was terminated by signal 9')
  expect(logs.join('')).not.toContain(person)
})
