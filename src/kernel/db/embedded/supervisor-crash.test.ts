import { once } from 'node:events'
import { spawn } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  ask,
  findGuard,
  makeCheckout,
  makeDataDir,
  makeScratch,
  startChild,
  type StartedChild,
} from './embedded.fixture.ts'
import { findProcessesIn, signalProcess, waitUntil, worksIn } from './running-process.ts'
import { findRunning, startEmbedded, type RunningServer } from './supervisor.ts'

async function serve(started: StartedChild): Promise<RunningServer> {
  const { server, problem } = await started.said
  if (server === undefined) throw new Error(JSON.stringify(problem))
  return server
}

async function kill(started: StartedChild): Promise<void> {
  const ended = once(started.child, 'exit')
  started.child.kill('SIGKILL')
  await ended
}

async function isIn(folder: string, start: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => [])
  return names.some((name) => name.startsWith(start))
}

test('without install scripts the links of the package are made by us', async () => {
  const parent = makeScratch()
  const checkout = await makeCheckout(parent)
  const started = startChild(checkout, makeDataDir(parent))
  expect(await ask(await serve(started), 'select 1')).toEqual(['1'])
  expect(await readdir(parent + '/data')).not.toContain('runtime')
  await started.stop()
})

test('of two starts at the same instant one runs and the other says who does', async () => {
  const parent = makeScratch()
  const checkout = await makeCheckout(parent)
  const dataDir = makeDataDir(parent)
  const both = [startChild(checkout, dataDir), startChild(checkout, dataDir)]
  const said = await Promise.all(both.map(async ({ said }) => await said))
  const winner = said.findIndex(({ server }) => server !== undefined)
  expect(said[1 - winner]?.problem).toMatchObject({
    code: 'kernel.database.already_running',
    params: { pid: both[winner]?.child.pid },
  })
  // Another process of the same folder attaches: this one.
  const found = await findRunning(dataDir)
  expect(found).toEqual(said[winner]?.server)
  await both[winner]?.stop()
})

test('a start killed while it makes the cluster leaves nothing that is mistaken for one', async () => {
  const parent = makeScratch()
  const checkout = await makeCheckout(parent)
  const dataDir = makeDataDir(parent)
  const started = startChild(checkout, dataDir)
  await waitUntil(async () => await isIn(dataDir, 'postgres.new-'), 5000)
  const [draft = ''] = (await readdir(dataDir)).filter((name) => name.startsWith('postgres.new-'))
  await waitUntil(async () => await isIn(join(dataDir, draft), 'PG_VERSION'), 5000)
  await kill(started)
  expect(await readdir(dataDir)).not.toContain('postgres')
  const server = await startEmbedded({ dataDir })
  expect(await ask(server, 'select 1')).toEqual(['1'])
  expect(await isIn(dataDir, 'postgres.new-')).toBe(false)
  await server.stop()
})

test('a start killed while the server comes up is followed by one that works', async () => {
  const parent = makeScratch()
  const checkout = await makeCheckout(parent)
  const dataDir = makeDataDir(parent)
  const first = await startEmbedded({ dataDir })
  await ask(first, 'create table kept as select 5 as n')
  await first.stop()
  const started = startChild(checkout, dataDir)
  await waitUntil(async () => await isIn(join(dataDir, 'postgres'), 'postmaster.pid'), 5000)
  await kill(started)
  const server = await startEmbedded({ dataDir })
  expect(await ask(server, 'select n from kept')).toEqual(['5'])
  await server.stop()
})

test('a server whose owner is killed shuts down cleanly by itself', async () => {
  const parent = makeScratch()
  const dataDir = makeDataDir(parent)
  const started = startChild(await makeCheckout(parent), dataDir)
  const server = await serve(started)
  await kill(started)
  const cluster = join(dataDir, 'postgres')
  expect(await waitUntil(async () => (await findProcessesIn(cluster)).length === 0, 10_000)).toBe(
    true,
  )
  expect(await findRunning(dataDir)).toBeNull()
  const [log = ''] = await readdir(join(dataDir, 'log'))
  expect(await readFile(join(dataDir, 'log', log), 'utf8')).toContain(
    'database system is shut down',
  )
  expect(await worksIn(server.pid, cluster)).toBe(false)
})

test('an orphaned server is stopped by the next start, and nothing that was committed is lost', async () => {
  const parent = makeScratch()
  const dataDir = makeDataDir(parent)
  const started = startChild(await makeCheckout(parent), dataDir)
  const orphan = await serve(started)
  await ask(orphan, 'create table kept as select generate_series(1, 1000) as n')
  signalProcess(await findGuard(started.child, orphan), 'SIGKILL')
  await kill(started)
  expect(await ask(orphan, 'insert into kept values (1001) returning n')).toEqual(['1001'])
  expect(await findRunning(dataDir)).toBeNull()
  const server = await startEmbedded({ dataDir })
  expect(server.pid).not.toBe(orphan.pid)
  expect(await ask(server, 'select count(*) from kept')).toEqual(['1001'])
  await server.stop()
})

test('a pid left over from a kill or a reboot that another program has by now stops nobody', async () => {
  const parent = makeScratch()
  const dataDir = makeDataDir(parent)
  const started = startChild(await makeCheckout(parent), dataDir)
  const killed = await serve(started)
  await ask(killed, 'create table kept as select 3 as n')
  signalProcess(await findGuard(started.child, killed), 'SIGKILL')
  signalProcess(killed.pid, 'SIGKILL')
  await kill(started)
  const stranger = spawn('sleep', ['600'])
  onTestFinished(() => void stranger.kill('SIGKILL'))
  const socket = join(dataDir, 'socket', '.s.PGSQL.5432.lock')
  for (const path of [join(dataDir, 'postgres', 'postmaster.pid'), socket]) {
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replace(String(killed.pid), String(stranger.pid)))
  }
  const owner = await readFile(join(dataDir, 'owner.json'), 'utf8')
  await writeFile(
    join(dataDir, 'owner.json'),
    owner.replace(`"ownerPid":${started.child.pid}`, `"ownerPid":${stranger.pid}`),
  )
  const server = await startEmbedded({ dataDir })
  expect(await ask(server, 'select n from kept')).toEqual(['3'])
  await server.stop()
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull()
})
