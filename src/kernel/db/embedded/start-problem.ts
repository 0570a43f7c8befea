/** What can keep the embedded database from running, with what each sentence needs to say. */
export interface StartProblemParams {
  'kernel.database.platform_missing': { platform: string }
  'kernel.database.cannot_run': { reason: string }
  'kernel.database.no_account': Record<string, never>
  'kernel.database.wrong_owner': { folder: string }
  'kernel.database.folder_unreachable': { folder: string; account: string }
  'kernel.database.folder_not_writable': { folder: string }
  'kernel.database.foreign_folder': { folder: string }
  'kernel.database.already_running': { folder: string; pid: number }
  'kernel.database.version_mismatch': { folder: string; found: string; server: string }
  'kernel.database.disk_full': { folder: string }
  'kernel.database.old_processes': { folder: string }
  'kernel.database.init_failed': { reason: string }
  'kernel.database.start_failed': { reason: string; log: string }
  'kernel.database.ended_unexpectedly': { log: string }
}

export type StartProblemCode = keyof StartProblemParams

/** A start that cannot go on; its code has a sentence in src/kernel/text that says what to do. */
export class StartProblem<Code extends StartProblemCode = StartProblemCode> extends Error {
  readonly code: Code
  readonly params: StartProblemParams[Code]

  constructor(code: Code, params: StartProblemParams[Code], options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(params)}`, options)
    this.name = 'StartProblem'
    this.code = code
    this.params = params
  }
}

export function isSystemError(error: unknown, ...codes: string[]): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    codes.includes(error.code)
  )
}

/** Turns what the file system refused into a problem with a sentence; everything else passes as it is. */
export function nameProblem(error: unknown, folder: string): unknown {
  if (error instanceof StartProblem) return error
  if (isSystemError(error, 'ENOSPC', 'EDQUOT')) {
    return new StartProblem('kernel.database.disk_full', { folder }, { cause: error })
  }
  if (isSystemError(error, 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR')) {
    return new StartProblem('kernel.database.folder_not_writable', { folder }, { cause: error })
  }
  return error
}
