import { mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { giveTo, ownerOf, runAs, type Account } from './account.ts'
import { readIfThere, syncFolder, type DataFolder } from './data-folder.ts'
import { findReason, isDiskFull } from './failure-reason.ts'
import type { NativeServer } from './native-folder.ts'
import { isSystemError, StartProblem } from './start-problem.ts'

const draftPrefix = 'postgres.new-'

/** A whole cluster of the server's own major version; makes it when there is none. True when it was made. */
export async function prepareCluster(
  folder: DataFolder,
  account: Account,
  native: NativeServer,
): Promise<boolean> {
  const found = (await readIfThere(join(folder.cluster, 'PG_VERSION')))?.trim()
  if (found === undefined) {
    await requireEmpty(folder)
    await makeCluster(folder, account, native)
    return true
  }
  const server = majorOf(native.version)
  if (found !== server) {
    throw new StartProblem('kernel.database.version_mismatch', {
      folder: folder.cluster,
      found,
      server,
    })
  }
  if (account.kind === 'other' && (await ownerOf(folder.cluster))?.uid !== account.uid) {
    await giveTo(account, folder.cluster)
  }
  return false
}

function majorOf(version: string): string {
  return version.replace(/\..*/, '')
}

async function requireEmpty(folder: DataFolder): Promise<void> {
  try {
    if ((await readdir(folder.cluster)).length === 0) return
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return
    throw error
  }
  throw new StartProblem('kernel.database.foreign_folder', { folder: folder.cluster })
}

/** Under another name until it is complete: a half cluster is never mistaken for a whole one. */
async function makeCluster(
  folder: DataFolder,
  account: Account,
  native: NativeServer,
): Promise<void> {
  await removeDrafts(folder)
  const draft = await mkdtemp(join(folder.root, draftPrefix))
  await giveTo(account, draft)
  // The built-in locale orders text the same on every system; an index made here is valid elsewhere.
  const { code, output } = await runAs(account, native.initdb, [
    ...['-D', draft, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--locale=C.UTF-8'],
    ...['--locale-provider=builtin', '--lc-messages=C', '--data-checksums', '--no-instructions'],
  ])
  if (code !== 0) {
    const isFull = await isDiskFull(folder.root, output)
    await rm(draft, { recursive: true, force: true })
    if (isFull) throw new StartProblem('kernel.database.disk_full', { folder: folder.root })
    throw new StartProblem('kernel.database.init_failed', { reason: findReason(output) })
  }
  await rename(draft, folder.cluster)
  await syncFolder(folder.root)
}

/** What a start left that was killed half-way; its initdb may still be writing, hence the retries. */
async function removeDrafts(folder: DataFolder): Promise<void> {
  const names = (await readdir(folder.root)).filter((name) => name.startsWith(draftPrefix))
  for (const name of names) {
    await rm(join(folder.root, name), { recursive: true, force: true, maxRetries: 10 })
  }
}
