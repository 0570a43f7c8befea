import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import * as z from 'zod'
import { isSystemError } from '../db/embedded/start-problem.ts'
import { AppError } from '../errors.ts'
import { magic, trailerLength } from './backup-draft.ts'
import { formatVersion, Manifest, type Piece } from './manifest.ts'

const stepBytes = 1 << 18

/** A backup whose every byte was compared with its SHA-256, and whose manifest was read. */
export interface BackupFile {
  readonly file: string
  readonly manifest: Manifest
  /** The bytes of one stretch, little by little; the same stretch may be read again. */
  read(piece: Piece): AsyncGenerator<Buffer>
  close(): Promise<void>
}

/** Opens and checks a backup before anything in it is believed. Throws one sentence for whatever is wrong. */
export async function openBackupFile(file: string): Promise<BackupFile> {
  const handle = await openForReading(file)
  try {
    const manifest = await checkFile(handle, file)
    return {
      file,
      manifest,
      read: (piece) => readStretch(handle, piece),
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function openForReading(file: string): Promise<FileHandle> {
  try {
    const handle = await open(file, 'r')
    if ((await handle.stat()).isFile()) return handle
    await handle.close()
  } catch (error) {
    if (!isSystemError(error, 'ENOENT', 'EACCES', 'EPERM', 'ENOTDIR', 'EISDIR')) throw error
  }
  throw new AppError(404, 'backup.file_unreadable', { file })
}

async function checkFile(handle: FileHandle, file: string): Promise<Manifest> {
  const { size } = await handle.stat()
  const start = await readAt(handle, 0, Math.min(size, magic.length))
  if (!start.equals(magic)) throw new AppError(422, 'backup.not_a_backup', { file })
  const damaged = new AppError(422, 'backup.damaged', { file })
  if (size < magic.length + trailerLength) throw damaged
  const trailer = await readAt(handle, size - trailerLength, trailerLength)
  if (!(await digestUpTo(handle, size - 32)).equals(trailer.subarray(16))) throw damaged
  const offset = Number(trailer.readBigUInt64BE(0))
  const length = Number(trailer.readBigUInt64BE(8))
  if (offset + length !== size - trailerLength) throw damaged
  const told = parseJson((await readAt(handle, offset, length)).toString('utf8'))
  const version = z.object({ format: z.int(), product: z.string() }).safeParse(told).data
  if (version && version.format > formatVersion) {
    throw new AppError(422, 'backup.newer', { version: version.product })
  }
  const manifest = Manifest.safeParse(told)
  if (!manifest.success) throw damaged
  return manifest.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON fits no manifest either.
    return null
  }
}

async function readAt(handle: FileHandle, offset: number, bytes: number): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of readStretch(handle, { offset, bytes })) parts.push(part)
  return Buffer.concat(parts)
}

// Ends early when the file became shorter since its size was read: what is missing fails its check.
async function* readStretch(
  handle: FileHandle,
  { offset, bytes }: Piece,
): AsyncGenerator<Buffer, void> {
  let left = bytes
  while (left > 0) {
    const buffer = Buffer.allocUnsafe(Math.min(left, stepBytes))
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset + bytes - left)
    if (bytesRead === 0) return
    left -= bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

async function digestUpTo(handle: FileHandle, end: number): Promise<Buffer> {
  const hash = createHash('sha256')
  for await (const part of readStretch(handle, { offset: 0, bytes: end })) hash.update(part)
  return hash.digest()
}
