import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { syncFolder } from '../db/embedded/data-folder.ts'
import { isSystemError } from '../db/embedded/start-problem.ts'
import { AppError } from '../errors.ts'
import type { Manifest } from './manifest.ts'

/** The first bytes of every backup, of whatever format. */
export const magic = Buffer.from('bulwark-backup\n')

/** Where the manifest lies (offset and length), then SHA-256 over every byte before it. */
export const trailerLength = 8 + 8 + 32

/** A backup being written, under a name that no restore would be given. */
export interface BackupDraft {
  position(): number
  append(bytes: Uint8Array): Promise<void>
  /** Ends the file, makes it durable and gives it its name. */
  finish(manifest: Manifest): Promise<{ readonly bytes: number; readonly sha256: string }>
  /** Removes what was written, after a failure. */
  discard(): Promise<void>
}

/** Opens the draft beside `file`, readable by its owner alone: it holds personal data. */
export async function openDraft(file: string): Promise<BackupDraft> {
  const wanted = resolve(file)
  const folder = dirname(wanted)
  if (existsSync(wanted)) throw new AppError(409, 'backup.file_exists', { file: wanted })
  const draft = `${wanted}.${randomBytes(4).toString('hex')}.part`
  const handle = await inFolder(folder, async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return open(draft, 'wx', 0o600)
  })
  const hash = createHash('sha256')
  let position = 0
  const append = async (bytes: Uint8Array) => {
    hash.update(bytes)
    position += bytes.length
    await inFolder(folder, () => handle.appendFile(bytes))
  }
  const discard = async () => {
    await handle.close()
    await rm(draft, { force: true })
  }
  try {
    await append(magic)
  } catch (error) {
    await discard()
    throw error
  }
  return {
    position: () => position,
    append,
    discard,
    async finish(manifest) {
      const place = Buffer.alloc(16)
      place.writeBigUInt64BE(BigInt(position), 0)
      const text = Buffer.from(JSON.stringify(manifest))
      place.writeBigUInt64BE(BigInt(text.length), 8)
      await append(text)
      await append(place)
      await append(hash.copy().digest())
      await inFolder(folder, async () => {
        await handle.sync()
        await rename(draft, wanted)
        await syncFolder(folder)
      })
      await handle.close()
      return { bytes: position, sha256: hash.digest('hex') }
    },
  }
}

async function inFolder<Result>(folder: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act()
  } catch (error) {
    if (isSystemError(error, 'ENOSPC', 'EDQUOT', 'EFBIG')) {
      throw new AppError(507, 'backup.disk_full', { folder })
    }
    if (isSystemError(error, 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST')) {
      throw new AppError(500, 'backup.folder_not_writable', { folder })
    }
    throw error
  }
}
