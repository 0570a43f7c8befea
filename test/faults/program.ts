import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { layOut } from '#kernel/db/embedded/data-folder.ts'
import { findProcessesIn, signalProcess, waitUntil } from '#kernel/db/embedded/running-process.ts'
import { projectRoot } from '#kernel/root.ts'

/** The program as a person starts it, in a process group of its own, with everything it says. */
export interface Program {
  readonly child: ChildProcess
  readonly base: string
  /** From the start of the process to the first `200` of `/healthz`. */
  readonly readyMs: number
  /** Both streams, as far as they have come. */
  said(): string
  ended: Promise<number | null>
}

export interface Launch {
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** A program without HTTP is ready when it says so. */
  readonly readyWhenSaid?: string
}

const bin = join(projectRoot, 'bin', 'bulwark.mjs')

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (!address || typeof address === 'string') throw new Error('no free port')
  return address.port
}

export async function startProgram({ args, env, readyWhenSaid }: Launch): Promise<Program> {
  const port = await freePort()
  const began = performance.now()
  const child = spawn(process.execPath, [bin, ...args, '--port', String(port)], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...inherited(), LOG_LEVEL: 'info', ...env },
  })
  const chunks: Buffer[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  const said = () => Buffer.concat(chunks).toString('utf8')
  const ended = once(child, 'exit').then(() => child.exitCode)
  const base = `http://127.0.0.1:${port}`
  const isReady = async () =>
    child.exitCode !== null ||
    (readyWhenSaid === undefined ? await answers(base) : said().includes(readyWhenSaid))
  const came = await waitUntil(isReady, 90_000)
  if (!came || child.exitCode !== null) throw new Error(`the program did not start: ${said()}`)
  return { child, base, readyMs: performance.now() - began, said, ended }
}

// What a program of ours needs of the surroundings, and nothing that the test runner put there.
function inherited(): Record<string, string> {
  const environment = readFileSync('/proc/self/environ', 'utf8').split('\0')
  const wanted = /^(PATH|HOME|USER|LANG|TMPDIR|LD_LIBRARY_PATH)=/
  return Object.fromEntries(
    environment
      .filter((line) => wanted.test(line))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
}

async function answers(base: string): Promise<boolean> {
  try {
    return (await fetch(`${base}/healthz`, { signal: AbortSignal.timeout(1000) })).status === 200
  } catch {
    // Nobody listens yet; the caller looks again.
    return false
  }
}

/** Node, its guard and every process of its database, all by SIGKILL in one moment. */
export async function killAll({ child, ended }: Program, dataDir: string): Promise<void> {
  const { cluster } = layOut(dataDir)
  const servers = await findProcessesIn(cluster)
  for (const pid of [...guardsOf(child), ...servers]) signalProcess(pid, 'SIGKILL')
  if (child.pid !== undefined) signalProcess(child.pid, 'SIGKILL')
  await ended
  await waitUntil(async () => (await findProcessesIn(cluster)).length === 0, 10_000)
}

function guardsOf({ pid }: ChildProcess): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
  return children
    .map(Number)
    .filter(
      (one) => one > 0 && readFileSync(`/proc/${one}/cmdline`, 'utf8').includes('bulwark-guard'),
    )
}

/** Asks the program to stop, as a terminal or a service manager does. */
export async function stopProgram({ child, ended }: Program): Promise<number | null> {
  child.kill('SIGTERM')
  return ended
}

/** A data folder for one test, and the end of whatever still runs on it. */
export function openDataDir(): { readonly path: string; clear(): Promise<void> } {
  const path = mkdtempSync(join(tmpdir(), 'bulwark-faults-'))
  return {
    path,
    async clear() {
      const { cluster } = layOut(path)
      if (existsSync(cluster))
        for (const pid of await findProcessesIn(cluster)) signalProcess(pid, 'SIGKILL')
      await pause(50)
      rmSync(path, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}

/** Everything that the database's own log holds. */
export function databaseLog(dataDir: string): string {
  const { log } = layOut(dataDir)
  return readdirSync(log)
    .map((file) => readFileSync(join(log, file), 'utf8'))
    .join('\n')
}

/** Runs one command of the program to its end. */
export async function runCommand(launch: Launch): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [bin, ...launch.args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...inherited(), ...launch.env },
  })
  const chunks: Buffer[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  await once(child, 'close')
  return { code: child.exitCode, said: Buffer.concat(chunks).toString('utf8') }
}
