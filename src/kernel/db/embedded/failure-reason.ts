import { open, readdir, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { isSystemError } from './start-problem.ts'

const tailBytes = 16_384
/** Less than one segment of the write-ahead log (16 MB): PostgreSQL cannot go on. */
const leastFreeBytes = 16 * 1024 * 1024

const marks = /^.*?\b(FATAL|PANIC|error|postgres|initdb):\s*/

/** The last thing PostgreSQL called fatal, without its time stamp. */
export function findReason(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const fatal = lines.findLast((line) => marks.test(line)) ?? lines.at(-1) ?? ''
  return fatal.replace(marks, '').trim()
}

/** A full disk often leaves no room to write that it is full: so the file system is asked as well. */
export async function isDiskFull(folder: string, output: string): Promise<boolean> {
  if (/No space left on device|Disk quota exceeded/.test(output)) return true
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize < leastFreeBytes
}

/** What the server wrote to its log file since an instant. */
export async function readLogSince(logFolder: string, sinceMilliseconds: number): Promise<string> {
  const parts: string[] = []
  for (const name of await listIfThere(logFolder)) {
    const path = join(logFolder, name)
    const { size } = await stat(path)
    parts.push(dropBefore(await readTail(path, size), sinceMilliseconds))
  }
  return parts.join('\n')
}

/** A file holds several runs; every entry begins with its instant, in UTC by our settings. */
function dropBefore(text: string, sinceMilliseconds: number): string {
  const lines = text.split('\n')
  const first = lines.findIndex((line) => {
    const instant = /^(\S+) (\S+) UTC /.exec(line)
    return instant !== null && Date.parse(`${instant[1]}T${instant[2]}Z`) >= sinceMilliseconds
  })
  return first === -1 ? '' : lines.slice(first).join('\n')
}

async function listIfThere(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return []
    throw error
  }
}

async function readTail(path: string, size: number): Promise<string> {
  const handle = await open(path, 'r')
  try {
    const start = Math.max(0, size - tailBytes)
    const { buffer, bytesRead } = await handle.read({
      buffer: Buffer.alloc(tailBytes),
      position: start,
    })
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await handle.close()
  }
}
