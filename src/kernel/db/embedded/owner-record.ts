import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { readIfThere, type DataFolder } from './data-folder.ts'
import { identifyProcess } from './running-process.ts'
import { isSystemError, StartProblem } from './start-problem.ts'

const ownerRecord = z.object({
  ownerPid: z.number().int(),
  ownerIdentity: z.string(),
  socketFolder: z.string().nullable(),
  /** Null until the server takes connections. */
  serverPid: z.number().int().nullable(),
  version: z.string().nullable(),
})

export type OwnerRecord = z.infer<typeof ownerRecord>

/** The record of a folder, or null when there is none or a power cut left no readable one. */
export async function readOwner(folder: DataFolder): Promise<OwnerRecord | null> {
  const text = await readIfThere(folder.owner)
  return text === null ? null : parseOwner(text)
}

export async function isAlive(owner: OwnerRecord): Promise<boolean> {
  return (await identifyProcess(owner.ownerPid)) === owner.ownerIdentity
}

/**
 * Makes this process the owner of the folder, or says who is. What a dead owner left is returned: its server
 * and its socket folder have to be cleared away. PostgreSQL's own lock stands behind this one.
 */
export async function claimFolder(
  folder: DataFolder,
): Promise<{ own: OwnerRecord; left: OwnerRecord | 'unreadable' | null }> {
  const identity = await identifyProcess(process.pid)
  if (identity === null) throw new Error('this process cannot find itself')
  const own: OwnerRecord = {
    ownerPid: process.pid,
    ownerIdentity: identity,
    socketFolder: null,
    serverPid: null,
    version: null,
  }
  let left: OwnerRecord | 'unreadable' | null = null
  while (!(await writeNew(folder, own))) {
    const text = await readIfThere(folder.owner)
    if (text === null) continue
    const holder = parseOwner(text)
    if (holder && (await isAlive(holder))) {
      throw new StartProblem('kernel.database.already_running', {
        folder: folder.root,
        pid: holder.ownerPid,
      })
    }
    if (await takeAway(folder, text)) left = holder ?? 'unreadable'
  }
  return { own, left }
}

/** Replaces our own record. */
export async function writeOwner(folder: DataFolder, own: OwnerRecord): Promise<void> {
  const draft = await writeDraft(folder, own)
  await rename(draft, folder.owner)
}

export async function releaseFolder(folder: DataFolder): Promise<void> {
  await rm(folder.owner, { force: true })
}

function parseOwner(text: string): OwnerRecord | null {
  try {
    return ownerRecord.safeParse(JSON.parse(text)).data ?? null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

async function writeDraft(folder: DataFolder, own: OwnerRecord): Promise<string> {
  const draft = `${folder.owner}.${randomUUID()}`
  try {
    await writeFile(draft, `${JSON.stringify(own)}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  return draft
}

async function writeNew(folder: DataFolder, own: OwnerRecord): Promise<boolean> {
  const draft = await writeDraft(folder, own)
  try {
    // A link appears whole or not at all, and only one of two starts can make it.
    await link(draft, folder.owner)
    return true
  } catch (error) {
    if (isSystemError(error, 'EEXIST')) return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

/** Moves the dead owner's record aside; puts it back if meanwhile another start had claimed the folder. */
async function takeAway(folder: DataFolder, judged: string): Promise<boolean> {
  const aside = `${folder.owner}.${randomUUID()}`
  try {
    await rename(folder.owner, aside)
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return false
    throw error
  }
  const isJudged = (await readFile(aside, 'utf8')) === judged
  if (!isJudged) await link(aside, folder.owner)
  await rm(aside)
  return isJudged
}
