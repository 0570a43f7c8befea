import * as z from 'zod'
import { AppError, Invalid } from '#kernel/errors.ts'
import { StartProblem } from '#kernel/db/embedded/start-problem.ts'
import { readConfig } from '#kernel/config.ts'
import { sentenceOf } from '#kernel/i18n/sentence.ts'
import type { TextKey, TextParams } from '#kernel/i18n/texts.ts'
import { commands, isCommand } from './cli/commands.ts'

/** The program: `bulwark <command> [flags]`; without a command it starts. */
export async function runMain(args: readonly string[]): Promise<void> {
  const [name = 'start', ...rest] = args
  if (!isCommand(name)) {
    process.stderr.write(`${usage()}\n`)
    process.exitCode = 2
    return
  }
  try {
    process.exitCode = await commands[name].run(readConfig(rest), rest)
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`)
    process.exitCode = 1
  }
}

function usage(): string {
  const lines = Object.entries(commands).map(
    ([name, { zh, en }]) => `  ${name.padEnd(16)}${zh} · ${en}`,
  )
  return ['bulwark <command>', ...lines].join('\n')
}

/** One sentence in each language for what a person can act on; a stack only for a fault of ours. */
function explain(error: unknown): string {
  const told = tellable(error)
  if (!told) return error instanceof Error ? (error.stack ?? error.message) : String(error)
  const fields =
    error instanceof Invalid ? error.fields.map(({ path, problem }) => `  ${path}: ${problem}`) : []
  return [sentenceOf('zh', told), sentenceOf('en', told), ...fields].join('\n')
}

function tellable(error: unknown): { code: string; params: TextParams } | null {
  if (error instanceof AppError || error instanceof StartProblem) return error
  if (error instanceof z.ZodError) {
    const names = error.issues.map(({ path }) => path.join('.')).join(', ')
    return { code: 'kernel.start.setting_wrong', params: { names } }
  }
  if (!(error instanceof Error) || !('code' in error)) return null
  const code = bySystemCode[String(error.code)]
  return code ? { code, params: { message: error.message } } : null
}

// What Node and PostgreSQL say at a start that somebody can mend.
const bySystemCode: Readonly<Record<string, TextKey>> = {
  ERR_PARSE_ARGS_UNKNOWN_OPTION: 'kernel.start.flag_wrong',
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: 'kernel.start.flag_wrong',
  ECONNREFUSED: 'kernel.start.database_unreachable',
  ENOTFOUND: 'kernel.start.database_unreachable',
  '28P01': 'kernel.start.database_unreachable',
  '3D000': 'kernel.start.database_unreachable',
  ENOENT: 'kernel.start.file_missing',
}
