import { AppError, Invalid } from '#kernel/errors.ts'
import { StartProblem } from '#kernel/db/embedded/start-problem.ts'
import { readConfig } from '#kernel/config.ts'
import { sentenceOf } from '#kernel/i18n/sentence.ts'
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
  if (error instanceof AppError || error instanceof StartProblem) {
    const fields =
      error instanceof Invalid
        ? error.fields.map(({ path, problem }) => `  ${path}: ${problem}`)
        : []
    return [sentenceOf('zh', error), sentenceOf('en', error), ...fields].join('\n')
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
