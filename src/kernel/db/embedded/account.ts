import { spawn } from 'node:child_process'
import { chmod, lchown, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataFolder } from './data-folder.ts'
import { isSystemError, StartProblem } from './start-problem.ts'

/**
 * As whom PostgreSQL runs: it refuses root. In a user namespace without a mapping, root is nobody to the
 * program and stays root to the files; where namespaces are off, another account must own the cluster.
 */
export type Account =
  | { kind: 'own' }
  | { kind: 'namespace' }
  | { kind: 'other'; uid: number; gid: number }

const nobody: Account = { kind: 'other', uid: 65_534, gid: 65_534 }
const unreachable = 77

export interface Command {
  file: string
  args: string[]
  options: { env: Record<string, string>; uid?: number; gid?: number }
}

/** The environment is ours alone: a PGPORT, TZ or LC_ALL of the caller must not change the server. */
export function commandAs(account: Account, file: string, args: string[]): Command {
  const env = {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/run/current-system/sw/bin',
    LC_ALL: 'C.UTF-8',
  }
  if (account.kind === 'own') return { file, args, options: { env } }
  if (account.kind === 'namespace') {
    return { file: 'unshare', args: ['-U', '--', file, ...args], options: { env } }
  }
  return { file, args, options: { env, uid: account.uid, gid: account.gid } }
}

export interface Outcome {
  /** Null when a signal ended it. */
  code: number | null
  output: string
}

export async function runAs(account: Account, file: string, args: string[]): Promise<Outcome> {
  const command = commandAs(account, file, args)
  return await new Promise((done, fail) => {
    const child = spawn(command.file, command.args, {
      ...command.options,
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const parts: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => parts.push(part))
    child.stderr.on('data', (part: Buffer) => parts.push(part))
    child.once('error', fail)
    child.once('close', (code) => done({ code, output: Buffer.concat(parts).toString('utf8') }))
  })
}

export async function chooseAccount(folder: DataFolder): Promise<Account> {
  const owner = await ownerOf(folder.cluster)
  const uid = process.getuid?.()
  if (uid !== 0) {
    if (owner !== null && uid !== undefined && owner.uid !== uid) {
      throw new StartProblem('kernel.database.wrong_owner', { folder: folder.cluster })
    }
    return { kind: 'own' }
  }
  if (process.platform !== 'linux') throw new StartProblem('kernel.database.no_account', {})
  // Root keeps a cluster with the account that made it, so that this account can start it again.
  if (owner !== null && owner.uid !== 0) {
    return await requireReach(folder, { kind: 'other', ...owner })
  }
  if (await canUnshare()) return await requireReach(folder, { kind: 'namespace' })
  return await requireReach(folder, nobody)
}

/** Hands a folder and all in it to the account that has to write there. */
export async function giveTo(account: Account, path: string): Promise<void> {
  if (account.kind !== 'other') return
  await lchown(path, account.uid, account.gid)
  const entries = await readdir(path, { withFileTypes: true, recursive: true })
  for (const entry of entries) {
    await lchown(join(entry.parentPath, entry.name), account.uid, account.gid)
  }
}

export async function ownerOf(path: string): Promise<{ uid: number; gid: number } | null> {
  try {
    const { uid, gid } = await stat(path)
    return { uid, gid }
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return null
    throw error
  }
}

function nameAccount(account: Account): string {
  if (account.kind !== 'other') return 'root'
  return account === nobody ? 'nobody' : String(account.uid)
}

async function canUnshare(): Promise<boolean> {
  try {
    return (await runAs({ kind: 'namespace' }, 'true', [])).code === 0
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return false
    throw error
  }
}

async function requireReach(folder: DataFolder, account: Account): Promise<Account> {
  if (account.kind === 'other') {
    const { mode } = await stat(folder.root)
    // To pass through is enough: every folder inside has its own owner and its own mode.
    await chmod(folder.root, mode | 0o011)
  }
  const probe = `test -x "$1" || exit ${unreachable}`
  try {
    const { code } = await runAs(account, '/bin/sh', ['-c', probe, 'sh', folder.root])
    if (code === 0) return account
  } catch (error) {
    // Root without the capability to become somebody else, as in some containers.
    if (isSystemError(error, 'EPERM')) {
      throw new StartProblem('kernel.database.no_account', {}, { cause: error })
    }
    throw error
  }
  throw new StartProblem('kernel.database.folder_unreachable', {
    folder: folder.root,
    account: nameAccount(account),
  })
}
