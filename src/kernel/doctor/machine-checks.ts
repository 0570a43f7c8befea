import { constants } from 'node:fs'
import { access, readdir, stat, statfs } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { backupFolder } from '../backup/backup-command.ts'
import { locateNative } from '../db/embedded/native-folder.ts'
import { isSystemError, StartProblem } from '../db/embedded/start-problem.ts'
import { AppError } from '../errors.ts'
import { openKeys } from '../keys.ts'
import { ledgerKeyName } from '../ledger/sealer.ts'
import type { Finding } from './finding.ts'

const oldestNode: readonly [number, number] = [20, 19]
const leastFreeGigabytes = 2
const backupHours = 26

export function checkNode(version: string = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const ok = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])
  return { name: 'node', ok, code: ok ? 'doctor.node.ok' : 'doctor.node.old', params: { version } }
}

export function checkPlatform(isEmbedded: boolean): Finding {
  const platform = `${process.platform}-${process.arch}`
  const params = { platform }
  if (!isEmbedded) return { name: 'platform', ok: true, code: 'doctor.platform.own_server', params }
  try {
    locateNative(platform)
    return { name: 'platform', ok: true, code: 'doctor.platform.ok', params }
  } catch (error) {
    if (!(error instanceof StartProblem)) throw error
    return { name: 'platform', ok: false, code: error.code, params }
  }
}

/** It must be writable for this account, and by nobody else. */
export async function checkFolder(dataDir: string): Promise<Finding> {
  const folder = resolve(dataDir)
  const finding = (ok: boolean, code: Finding['code']) =>
    ({ name: 'folder', ok, code, params: { folder } }) satisfies Finding
  try {
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    const { mode } = await stat(folder)
    if ((mode & 0o022) !== 0) return finding(false, 'doctor.folder.open_to_others')
    return finding(true, 'doctor.folder.ok')
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return finding(false, 'doctor.folder.missing')
    if (isSystemError(error, 'EACCES', 'EPERM', 'EROFS')) {
      return finding(false, 'kernel.database.folder_not_writable')
    }
    throw error
  }
}

export async function checkSpace(dataDir: string): Promise<Finding | null> {
  try {
    const { bavail, bsize } = await statfs(dataDir)
    const free = (bavail * bsize) / 1e9
    const ok = free >= leastFreeGigabytes
    const params = { folder: resolve(dataDir), free: free.toFixed(1), least: leastFreeGigabytes }
    return { name: 'space', ok, code: ok ? 'doctor.space.ok' : 'doctor.space.low', params }
  } catch (error) {
    // The check of the folder has told that it is not there.
    if (isSystemError(error, 'ENOENT', 'EACCES')) return null
    throw error
  }
}

/** `signer` is the fingerprint at the ledger's end: these keys must be the ones that belong to this database. */
export async function checkKeys(dataDir: string, signer: string | null): Promise<Finding> {
  const folder = join(resolve(dataDir), 'keys')
  const finding = (ok: boolean, code: Finding['code'], file = '') =>
    ({ name: 'keys', ok, code, params: { folder, file } }) satisfies Finding
  const files = await namesIn(folder)
  if (files.length === 0) {
    return signer ? finding(false, 'doctor.keys.missing') : finding(true, 'doctor.keys.none_yet')
  }
  for (const name of ['', ...files]) {
    const file = join(folder, name)
    const { mode } = await stat(file)
    if ((mode & 0o077) !== 0) return finding(false, 'doctor.keys.open_to_others', file)
  }
  try {
    const own = openKeys(folder).knownSigningKey(ledgerKeyName)?.fingerprint.toString('hex')
    if (signer && own !== signer) return finding(false, 'doctor.keys.other')
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { name: 'keys', ok: false, code: error.code, params: error.params }
  }
  return finding(true, 'doctor.keys.ok')
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'EACCES')) return []
    throw error
  }
}

/** A real installation has a backup of the last day; a drill may do without. */
export async function checkBackup(
  dataDir: string,
  { kind, now }: { readonly kind: string | null; readonly now: Date },
): Promise<Finding> {
  const folder = backupFolder(resolve(dataDir))
  const ages: number[] = []
  for (const name of (await namesIn(folder)).filter((one) => one.endsWith('.backup'))) {
    ages.push((now.getTime() - (await stat(join(folder, name))).mtimeMs) / 3_600_000)
  }
  const params = { folder, hours: ages.length > 0 ? Math.floor(Math.min(...ages)) : null }
  const ok = kind !== 'real' || Math.min(...ages) <= backupHours
  if (!ok) {
    const code = ages.length > 0 ? 'doctor.backup.old' : 'doctor.backup.none'
    return { name: 'backup', ok, code, params }
  }
  return {
    name: 'backup',
    ok,
    code: ages.length > 0 ? 'doctor.backup.ok' : 'doctor.backup.not_needed',
    params,
  }
}
