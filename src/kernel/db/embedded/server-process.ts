import { spawn, type ChildProcess } from 'node:child_process'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { commandAs, type Account } from './account.ts'
import { readIfThere } from './data-folder.ts'
import { waitUntil } from './running-process.ts'

/**
 * How long a fast shutdown may take before an immediate one, which loses nothing either: the next start replays
 * the log. PostgreSQL 18 never ends a fast shutdown that arrives while it recovers from a crashed session.
 */
export const shutdownPatienceMilliseconds = 10_000

/**
 * Waits at the other end of a pipe. A line means that the server was stopped; the end of the pipe means that its
 * owner died, however it died, and the server is shut down cleanly, if it still has the pid it had.
 */
const guard = `read -r word && exit 0
holds() { read -r pid < "$2/postmaster.pid" && [ "$pid" = "$1" ]; }
holds "$1" "$2" && kill -INT "$1" && sleep "$3" && holds "$1" "$2" && kill -QUIT "$1"`

export interface ServerProcess {
  pid: number
  /** Settles when it has ended. */
  ended: Promise<void>
  /** What it wrote before its own log file took over. */
  output: () => string
  /** Fast shutdown: open transactions are rolled back, all that was committed stays. */
  stop: () => Promise<void>
}

export interface Launch {
  account: Account
  program: string
  args: string[]
  cluster: string
  /** A live process that is not PostgreSQL but has the pid of a server that was killed. */
  reusedPid: number | null
  log: (line: string) => void
}

export async function launchServer(launch: Launch): Promise<ServerProcess> {
  const command = commandAs(launch.account, launch.program, launch.args)
  if (launch.reusedPid !== null) {
    // A left-over pid file with this pid then counts as stale, while the check for processes that still use the
    // old shared memory stays in force; deleting the file would lose that check.
    command.options.env['PG_GRANDPARENT_PID'] = String(launch.reusedPid)
  }
  // A session of its own: Ctrl-C in the terminal must reach us first.
  const server = spawn(command.file, command.args, {
    ...command.options,
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const pid = await startedPid(server)
  const release = placeGuard(launch, pid)
  const lines: string[] = []
  const reader = createInterface({ input: server.stderr })
  reader.on('line', (line) => {
    lines.push(line)
    launch.log(line)
  })
  const closed = new Promise<void>((done) => reader.once('close', done))
  const ended = new Promise<void>((done) => server.once('exit', () => done())).then(async () => {
    release()
    // A session that outlived a killed server holds the pipe open: its last words are not waited for.
    await Promise.race([closed, pause(500)])
  })
  // The server alone keeps no process alive.
  server.unref()
  if (server.stderr instanceof Socket) server.stderr.unref()
  return {
    pid,
    ended,
    output: () => lines.join('\n'),
    stop: async () => await stopServer(server, ended),
  }
}

/** True when it takes connections, false when it ended first; recovery after a crash takes the time it takes. */
export async function waitReady(server: ServerProcess, cluster: string): Promise<boolean> {
  let hasEnded = false
  void server.ended.then(() => {
    hasEnded = true
  })
  await waitUntil(
    async () => hasEnded || (await readReadyPid(cluster)) === server.pid,
    Number.POSITIVE_INFINITY,
  )
  return !hasEnded
}

/** The pid in the cluster's own lock file. */
export async function readHolderPid(cluster: string): Promise<number | null> {
  const first = (await readIfThere(join(cluster, 'postmaster.pid')))?.split('\n')[0]
  const pid = Number(first)
  return Number.isInteger(pid) && pid > 0 ? pid : null
}

/** The same, but only when the server takes connections. */
export async function readReadyPid(cluster: string): Promise<number | null> {
  const lines = (await readIfThere(join(cluster, 'postmaster.pid')))?.split('\n')
  return lines?.[7]?.trim() === 'ready' ? Number(lines[0]) : null
}

async function startedPid(server: ChildProcess): Promise<number> {
  return await new Promise((done, fail) => {
    server.once('error', fail)
    server.once('spawn', () => done(Number(server.pid)))
  })
}

function placeGuard(launch: Launch, pid: number): () => void {
  const patienceSeconds = String(shutdownPatienceMilliseconds / 1000)
  const command = commandAs({ kind: 'own' }, '/bin/sh', [
    ...['-c', guard, 'bulwark-guard', String(pid), launch.cluster, patienceSeconds],
  ])
  const child = spawn(command.file, command.args, {
    ...command.options,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  child.unref()
  child.on('error', (error) => launch.log(`guard: ${error.message}`))
  // A guard that somebody killed has nothing left to be released.
  child.stdin.on('error', (error) => launch.log(`guard: ${error.message}`))
  return () => child.stdin.end('stopped\n')
}

async function stopServer(server: ChildProcess, ended: Promise<void>): Promise<void> {
  server.ref()
  if (server.exitCode === null && server.signalCode === null) server.kill('SIGINT')
  const timer = setTimeout(() => server.kill('SIGQUIT'), shutdownPatienceMilliseconds)
  await ended
  clearTimeout(timer)
}
