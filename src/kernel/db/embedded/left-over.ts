import type { DataFolder } from './data-folder.ts'
import type { OwnerRecord } from './owner-record.ts'
import { findProcessesIn, signalProcess, waitUntil, worksIn } from './running-process.ts'
import { readHolderPid, shutdownPatienceMilliseconds } from './server-process.ts'
import { removeSocketFolder } from './socket-folder.ts'
import { ownerOf } from './account.ts'
import { StartProblem } from './start-problem.ts'

/** PostgreSQL itself kills what has not ended 5 s after an immediate shutdown. */
const quickStopMilliseconds = 8_000

/**
 * Ends what a dead owner left running, cleanly, and removes its socket folder. Stopping is chosen over taking over:
 * a server that is ours by birth is the only one whose end we are told of. A server that nobody of ours started is
 * left alone and reported. Returns a pid that looks like the old server's but is another program's by now.
 */
export async function clearLeftOver(
  folder: DataFolder,
  left: OwnerRecord | 'unreadable' | null,
): Promise<number | null> {
  if ((await ownerOf(folder.cluster)) === null) return null
  const pid = await readHolderPid(folder.cluster)
  const isServer = pid !== null && (await worksIn(pid, folder.cluster))
  if (isServer) {
    if (left === null) {
      throw new StartProblem('kernel.database.already_running', { folder: folder.root, pid })
    }
    await stopOrphan(folder, pid)
  }
  await endStragglers(folder)
  if (left !== null && left !== 'unreadable' && left.socketFolder !== null) {
    await removeSocketFolder(left.socketFolder)
  }
  return isServer ? null : pid
}

async function stopOrphan(folder: DataFolder, pid: number): Promise<void> {
  const isGone = async () => !(await worksIn(pid, folder.cluster))
  signalProcess(pid, 'SIGINT')
  if (await waitUntil(isGone, shutdownPatienceMilliseconds)) return
  signalProcess(pid, 'SIGQUIT')
  if (await waitUntil(isGone, quickStopMilliseconds)) return
  throw new StartProblem('kernel.database.already_running', { folder: folder.root, pid })
}

/** Sessions that outlived a killed server, busy with a long statement; the new server would refuse beside them. */
async function endStragglers(folder: DataFolder): Promise<void> {
  const isClear = async () => (await findProcessesIn(folder.cluster)).length === 0
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    for (const pid of await findProcessesIn(folder.cluster)) signalProcess(pid, signal)
    if (await waitUntil(isClear, quickStopMilliseconds)) return
  }
  throw new StartProblem('kernel.database.old_processes', { folder: folder.root })
}
