import { execFile } from 'node:child_process'
import { readdir, readFile, readlink, realpath } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { isSystemError } from './start-problem.ts'

const execute = promisify(execFile)
const hasProc = process.platform === 'linux'

/**
 * A name for this very process that no later process can have, or null when there is none.
 * A pid alone comes back after a reboot and belongs to another program.
 */
export async function identifyProcess(pid: number): Promise<string | null> {
  if (!hasProc) return await askPs(pid, 'lstart=')
  const stat = await readProc(`/proc/${pid}/stat`)
  if (stat === null) return null
  // The program's name stands in brackets and may hold spaces; the start time is field 22.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fields[0] === 'Z' || fields[0] === 'X') return null
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
  return `${boot.trim()}:${fields[19]}`
}

/** True when this process is a PostgreSQL process that works in this cluster. */
export async function worksIn(pid: number, cluster: string): Promise<boolean> {
  if (!hasProc) {
    const command = await askPs(pid, 'command=')
    return command !== null && command.includes('postgres') && command.includes(cluster)
  }
  const name = await readProc(`/proc/${pid}/comm`)
  if (name === null || name.trim() !== 'postgres') return false
  // The server and all its processes sit in the cluster's folder; a shell in there has another name.
  const folder = await tolerateGone(readlink(`/proc/${pid}/cwd`))
  return folder !== null && folder === (await realpath(cluster))
}

/** All PostgreSQL processes of this cluster (Linux; elsewhere only the server itself can refuse). */
export async function findProcessesIn(cluster: string): Promise<number[]> {
  if (!hasProc) return []
  const pids = (await readdir('/proc')).map(Number).filter((pid) => Number.isInteger(pid))
  const found = await Promise.all(pids.map(async (pid) => await worksIn(pid, cluster)))
  return pids.filter((_, index) => found[index])
}

export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    // Gone between the look and the signal: what we wanted.
    if (!isSystemError(error, 'ESRCH')) throw error
  }
}

/** Waits until `isDone` says so; false when the time is over first. */
export async function waitUntil(
  isDone: () => Promise<boolean>,
  limitMilliseconds: number,
): Promise<boolean> {
  const end = performance.now() + limitMilliseconds
  while (!(await isDone())) {
    if (performance.now() > end) return false
    await pause(10)
  }
  return true
}

async function readProc(path: string): Promise<string | null> {
  return await tolerateGone(readFile(path, 'utf8'))
}

async function tolerateGone(reading: Promise<string>): Promise<string | null> {
  try {
    return await reading
  } catch (error) {
    // EACCES: another account's process, and the cluster's processes have our own.
    if (isSystemError(error, 'ENOENT', 'ESRCH', 'EACCES', 'EPERM')) return null
    throw error
  }
}

async function askPs(pid: number, column: string): Promise<string | null> {
  try {
    const { stdout } = await execute('ps', ['-p', String(pid), '-o', column])
    return basename(stdout.trim()) === '' ? null : stdout.trim()
  } catch (error) {
    // ps answers 1 when no process has this pid.
    if (error instanceof Error && 'code' in error && error.code === 1) return null
    throw error
  }
}
