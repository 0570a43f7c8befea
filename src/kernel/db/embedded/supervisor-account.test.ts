import { spawnSync } from 'node:child_process'
import { chmod, chown, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  ask,
  connect,
  isSkippedWithoutRoot,
  makeCheckout,
  makeDataDir,
  makeScratch,
  nobodyUid,
  startChild,
  withoutUserNamespaces,
  type StartedChild,
} from './embedded.fixture.ts'
import { startEmbedded, type RunningServer } from './supervisor.ts'

const needsRoot = { skip: isSkippedWithoutRoot('accounts, mounts and user namespaces') }

async function serve(started: StartedChild): Promise<RunningServer> {
  const { server, problem } = await started.said
  if (server === undefined) throw new Error(JSON.stringify(problem))
  return server
}

test(
  'root in a checkout under a folder of mode 0700 has a running database',
  needsRoot,
  async () => {
    const parent = makeScratch()
    await chmod(parent, 0o700)
    const dataDir = makeDataDir(parent, 'checkout/var/data')
    const started = startChild(await makeCheckout(parent), dataDir)
    expect(await ask(await serve(started), 'select 1')).toEqual(['1'])
    expect((await stat(join(dataDir, 'postgres'))).uid).toBe(0)
    await started.stop()
  },
)

test('an ordinary account with node_modules it may not write uses a copy', needsRoot, async () => {
  const parent = makeScratch()
  const home = join(parent, 'home')
  await mkdir(home)
  await chown(home, nobodyUid, nobodyUid)
  const dataDir = makeDataDir(home)
  const checkout = await makeCheckout(parent)
  const started = startChild(checkout, dataDir, { uid: nobodyUid })
  expect(await ask(await serve(started), 'select 1')).toEqual(['1'])
  expect((await stat(join(dataDir, 'postgres'))).uid).toBe(nobodyUid)
  expect(await readdir(dataDir)).toContain('runtime')
  await started.stop()
  // Root afterwards keeps the cluster with its account, which can start it again.
  const byRoot = startChild(checkout, dataDir)
  expect(await ask(await serve(byRoot), 'select 1')).toEqual(['1'])
  await byRoot.stop()
  const again = startChild(checkout, dataDir, { uid: nobodyUid })
  expect(await ask(await serve(again), 'select 1')).toEqual(['1'])
  await again.stop()
})

test('an ordinary account is told that the cluster belongs to another', needsRoot, async () => {
  const parent = makeScratch()
  const dataDir = makeDataDir(parent)
  await (await startEmbedded({ dataDir })).stop()
  await chown(dataDir, nobodyUid, nobodyUid)
  const started = startChild(await makeCheckout(parent), dataDir, { uid: nobodyUid })
  expect((await started.said).problem?.code).toBe('kernel.database.wrong_owner')
})

test(
  'root without user namespaces runs the database as nobody, with a copy it can read',
  needsRoot,
  async () => {
    const parent = makeScratch()
    const checkout = await makeCheckout(parent)
    const dataDir = makeDataDir(parent)
    await chmod(join(checkout, 'node_modules'), 0o700)
    const started = startChild(checkout, dataDir, withoutUserNamespaces())
    expect(await ask(await serve(started), 'select 1')).toEqual(['1'])
    expect((await stat(join(dataDir, 'postgres'))).uid).toBe(nobodyUid)
    expect(await readdir(dataDir)).toContain('runtime')
    await started.stop()
  },
)

test(
  'a cluster that root made is started by nobody once user namespaces are off',
  needsRoot,
  async () => {
    const parent = makeScratch()
    const dataDir = makeDataDir(parent)
    const first = await startEmbedded({ dataDir })
    await ask(first, 'create table kept as select 4 as n')
    await first.stop()
    const started = startChild(await makeCheckout(parent), dataDir, withoutUserNamespaces())
    expect(await ask(await serve(started), 'select n from kept')).toEqual(['4'])
    await started.stop()
  },
)

test(
  'nobody cannot enter a data folder under a folder of mode 0700, and says so',
  needsRoot,
  async () => {
    const parent = makeScratch()
    await chmod(parent, 0o700)
    const dataDir = makeDataDir(parent)
    const started = startChild(await makeCheckout(parent), dataDir, withoutUserNamespaces())
    expect((await started.said).problem).toMatchObject({
      code: 'kernel.database.folder_unreachable',
      params: { folder: dataDir },
    })
  },
)

test(
  'root that may become nobody else asks for DATABASE_URL or an ordinary account',
  needsRoot,
  async () => {
    const parent = makeScratch()
    const locked = withoutUserNamespaces('setpriv', '--bounding-set=-setuid,-setgid')
    const started = startChild(await makeCheckout(parent), makeDataDir(parent), locked)
    expect((await started.said).problem?.code).toBe('kernel.database.no_account')
  },
)

function mountSmall(size: string): string {
  const folder = makeScratch()
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'none', folder])
  onTestFinished(() => void spawnSync('umount', ['-l', folder]))
  return folder
}

test('a start on a full disk says so and leaves nothing half', needsRoot, async () => {
  const dataDir = makeDataDir(mountSmall('30m'))
  await expect(startEmbedded({ dataDir })).rejects.toMatchObject({
    code: 'kernel.database.disk_full',
  })
  expect((await readdir(dataDir)).filter((name) => name.startsWith('postgres'))).toEqual([])
})

test(
  'a disk that fills up while the server runs loses nothing that was committed',
  needsRoot,
  async () => {
    const disk = mountSmall('110m')
    const dataDir = makeDataDir(disk)
    const server = await startEmbedded({ dataDir })
    await ask(server, 'create table kept (n int, filling text storage external)')
    const client = await connect(server)
    let committed = 0
    const fill = async () => {
      for (;;) {
        await client.query(
          `insert into kept select $1::int, repeat(md5($1::text), 2000) from generate_series(1, 50)`,
          [committed + 1],
        )
        committed += 1
      }
    }
    await writeFile(join(disk, 'ballast'), Buffer.alloc(30 * 1024 * 1024))
    await expect(fill()).rejects.toThrow()
    expect(committed).toBeGreaterThan(0)
    await server.stop()
    await expect(startEmbedded({ dataDir })).rejects.toMatchObject({
      code: 'kernel.database.disk_full',
    })
    await rm(join(disk, 'ballast'))
    const again = await startEmbedded({ dataDir })
    const counts = await ask(again, "select max(n) || '/' || count(*) from kept")
    expect([`${committed}/${committed * 50}`]).toEqual(counts)
    await again.stop()
  },
)
