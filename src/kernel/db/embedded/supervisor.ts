import { mkdir } from 'node:fs/promises'
import { chooseAccount, giveTo, type Account } from './account.ts'
import { prepareCluster } from './cluster.ts'
import { layOut, openDataFolder, type DataFolder } from './data-folder.ts'
import { findReason, isDiskFull, readLogSince } from './failure-reason.ts'
import { clearLeftOver } from './left-over.ts'
import { prepareNative } from './native-folder.ts'
import {
  claimFolder,
  isAlive,
  readOwner,
  releaseFolder,
  writeOwner,
  type OwnerRecord,
} from './owner-record.ts'
import { worksIn } from './running-process.ts'
import { launchServer, readReadyPid, waitReady, type ServerProcess } from './server-process.ts'
import { composeArguments } from './server-settings.ts'
import { makeSocketFolder, removeSocketFolder } from './socket-folder.ts'
import { nameProblem, StartProblem } from './start-problem.ts'

/** How to reach a running server: a client takes these five as they are. */
export interface RunningServer {
  /** The folder of the server's socket; there is no TCP port. */
  host: string
  port: number
  user: string
  database: string
  pid: number
  version: string
}

export interface EmbeddedServer extends RunningServer {
  /** Null when `stop` ended it, else why it ended by itself. The folder can be started again then. */
  ended: Promise<StartProblem | null>
  stop: () => Promise<void>
}

export interface StartOptions {
  dataDir: string
  log?: (line: string) => void
}

/** Starts the embedded PostgreSQL of a data folder, or throws a `StartProblem` that says what to do. */
export async function startEmbedded(options: StartOptions): Promise<EmbeddedServer> {
  const folder = layOut(options.dataDir)
  try {
    await openDataFolder(options.dataDir)
    const { own, left } = await claimFolder(folder)
    try {
      return await startClaimed(folder, { own, left, log: options.log ?? (() => {}) })
    } catch (error) {
      if (own.socketFolder !== null) await removeSocketFolder(own.socketFolder)
      await releaseFolder(folder)
      throw error
    }
  } catch (error) {
    throw nameProblem(error, folder.root)
  }
}

/** The server of this folder when another process runs it; whoever asks may use it but does not stop it. */
export async function findRunning(dataDir: string): Promise<RunningServer | null> {
  const folder = layOut(dataDir)
  try {
    const owner = await readOwner(folder)
    if (owner?.serverPid == null || owner.socketFolder === null || owner.version === null) {
      return null
    }
    // Without its owner a server is about to shut down.
    if (!(await isAlive(owner))) return null
    if ((await readReadyPid(folder.cluster)) !== owner.serverPid) return null
    if (!(await worksIn(owner.serverPid, folder.cluster))) return null
    return reach(owner.socketFolder, owner.serverPid, owner.version)
  } catch (error) {
    throw nameProblem(error, folder.root)
  }
}

function reach(host: string, pid: number, version: string): RunningServer {
  return { host, port: 5432, user: 'postgres', database: 'postgres', pid, version }
}

interface Claim {
  own: OwnerRecord
  left: OwnerRecord | 'unreadable' | null
  log: (line: string) => void
}

async function startClaimed(folder: DataFolder, claim: Claim): Promise<EmbeddedServer> {
  const { own, log } = claim
  const account = await chooseAccount(folder)
  const reusedPid = await clearLeftOver(folder, claim.left)
  const native = await prepareNative(folder, account)
  const isNew = await prepareCluster(folder, account, native)
  if (isNew) log(`new PostgreSQL ${native.version} cluster in ${folder.cluster}`)
  await makeLogFolder(folder, account)
  own.socketFolder = await makeSocketFolder(folder, account)
  await writeOwner(folder, own)
  const startedAt = Date.now()
  const server = await launchServer({
    account,
    program: native.postgres,
    args: composeArguments(folder, own.socketFolder),
    cluster: folder.cluster,
    reusedPid,
    log,
  })
  if (!(await waitReady(server, folder.cluster))) {
    throw await explainEnd(folder, { server, startedAt, isReady: false })
  }
  own.serverPid = server.pid
  own.version = native.version
  const running = { server, startedAt, isReady: true, socketFolder: own.socketFolder }
  await recordOrStop(folder, own, server)
  return {
    ...reach(own.socketFolder, server.pid, native.version),
    ...superviseEnd(folder, running),
  }
}

async function makeLogFolder(folder: DataFolder, account: Account): Promise<void> {
  await mkdir(folder.log, { recursive: true, mode: 0o700 })
  await giveTo(account, folder.log)
}

/** A server that no record names could not be found again: better none. */
async function recordOrStop(
  folder: DataFolder,
  own: OwnerRecord,
  server: ServerProcess,
): Promise<void> {
  try {
    await writeOwner(folder, own)
  } catch (error) {
    await server.stop()
    throw error
  }
}

interface Run {
  server: ServerProcess
  startedAt: number
  isReady: boolean
}

function superviseEnd(
  folder: DataFolder,
  run: Run & { socketFolder: string },
): Pick<EmbeddedServer, 'ended' | 'stop'> {
  let isWanted = false
  const ended = run.server.ended.then(async () => {
    // What it said in an earlier trouble, long overcome, is not why it ended.
    const startedAt = Math.max(run.startedAt, Date.now() - 60_000)
    const problem = isWanted ? null : await explainEnd(folder, { ...run, startedAt })
    await removeSocketFolder(run.socketFolder)
    await releaseFolder(folder)
    return problem
  })
  return {
    ended,
    stop: async () => {
      isWanted = true
      await run.server.stop()
      await ended
    },
  }
}

async function explainEnd(folder: DataFolder, run: Run): Promise<StartProblem> {
  const output = `${run.server.output()}\n${await readLogSince(folder.log, run.startedAt)}`
  if (await isDiskFull(folder.root, output)) {
    return new StartProblem('kernel.database.disk_full', { folder: folder.root })
  }
  if (run.isReady) {
    return new StartProblem('kernel.database.ended_unexpectedly', { log: folder.log })
  }
  const holder = /lock file "postmaster\.pid" already exists[^]*?PID (\d+)/.exec(output)?.[1]
  if (holder !== undefined) {
    return new StartProblem('kernel.database.already_running', {
      folder: folder.root,
      pid: Number(holder),
    })
  }
  if (output.includes('pre-existing shared memory block')) {
    return new StartProblem('kernel.database.old_processes', { folder: folder.root })
  }
  return new StartProblem('kernel.database.start_failed', {
    reason: findReason(output),
    log: folder.log,
  })
}
