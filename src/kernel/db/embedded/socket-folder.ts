import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { giveTo, type Account } from './account.ts'
import type { DataFolder } from './data-folder.ts'

/** What a socket address holds on macOS; Linux has four bytes more. */
const longestSocketPath = 103

/**
 * A folder that only we can enter, for the server's socket: in the data folder when the path is short enough,
 * else a private one elsewhere, which the owner record names for other processes.
 */
export async function makeSocketFolder(folder: DataFolder, account: Account): Promise<string> {
  let path = folder.socket
  if (fits(path)) {
    await mkdir(path, { recursive: true, mode: 0o700 })
  } else {
    const prefix = join(tmpdir(), 'bulwark-')
    path = await mkdtemp(fits(`${prefix}XXXXXX`) ? prefix : '/tmp/bulwark-')
  }
  await giveTo(account, path)
  return path
}

export async function removeSocketFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true })
}

function fits(path: string): boolean {
  // A quotation mark or a line break would not survive the server's own lists.
  return Buffer.byteLength(`${path}/.s.PGSQL.5432`) <= longestSocketPath && !/["\n]/.test(path)
}
