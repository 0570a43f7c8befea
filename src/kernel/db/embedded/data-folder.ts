import { mkdir, open, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { isSystemError } from './start-problem.ts'

/** Where things lie in a data folder. */
export interface DataFolder {
  root: string
  /** PGDATA. */
  cluster: string
  socket: string
  log: string
  /** A copy of the server's own files, made only where node_modules cannot be used as it is. */
  runtime: string
  /** Who runs the server of this folder, and where its socket is. */
  owner: string
}

export function layOut(dataDir: string): DataFolder {
  const root = resolve(dataDir)
  return {
    root,
    cluster: join(root, 'postgres'),
    socket: join(root, 'socket'),
    log: join(root, 'log'),
    runtime: join(root, 'runtime'),
    owner: join(root, 'owner.json'),
  }
}

export async function openDataFolder(dataDir: string): Promise<DataFolder> {
  const folder = layOut(dataDir)
  await mkdir(folder.root, { recursive: true, mode: 0o700 })
  return folder
}

export async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return null
    throw error
  }
}

/** A rename survives a power cut only when the folder that holds the name is synced too. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
