import type { Config } from '#kernel/config.ts'
import { migrate } from '#kernel/db/migrate.ts'
import { runLedgerCommand } from '#kernel/ledger/ledger-command.ts'
import { openDatabase, openHouse } from '../house.ts'
import { keepRunning, start } from './start.ts'
import { runUserCommand } from './user-command.ts'

interface Command {
  readonly zh: string
  readonly en: string
  /** Answers the exit code. */
  readonly run: (config: Config, args: readonly string[]) => Promise<number>
}

const names = ['start', 'serve', 'work', 'migrate', 'ledger', 'user'] as const
type CommandName = (typeof names)[number]

export function isCommand(name: string): name is CommandName {
  return names.some((known) => known === name)
}

/** Every command of the command line. */
export const commands: Readonly<Record<CommandName, Command>> = {
  start: {
    zh: '启动（默认为演示；--empty 为正式系统）',
    en: 'start the demo, or with --empty a real system',
    run: start,
  },
  serve: {
    zh: '只启动网页与接口',
    en: 'serve screens and API only',
    run: (config) => keepRunning(config, ['serve']),
  },
  work: {
    zh: '只运行后台任务与时钟',
    en: 'run jobs and timers only',
    run: (config) => keepRunning(config, ['work']),
  },
  migrate: { zh: '更新数据库结构', en: 'bring the database up to date', run: runMigrate },
  ledger: { zh: '核验台账', en: 'verify the ledger', run: runLedger },
  user: { zh: '建立或重置账号', en: 'create or reset an account', run: runUser },
}

async function runMigrate(config: Config): Promise<number> {
  const database = await openDatabase(config)
  try {
    const applied = await migrate(database.connection)
    process.stdout.write(`${applied.length === 0 ? 'up to date' : applied.join('\n')}\n`)
    return 0
  } finally {
    await database.stop()
  }
}

async function runLedger(config: Config, args: readonly string[]): Promise<number> {
  const house = await openHouse(config)
  try {
    const answer = await runLedgerCommand(args.filter(isNotFlagOfOurs), {
      connection: house.database.connection,
      keys: house.keys,
      out: (line) => void process.stderr.write(`${line}\n`),
    })
    process.stdout.write(`${answer.text}\n`)
    return answer.exitCode
  } finally {
    await house.stop()
  }
}

async function runUser(config: Config, args: readonly string[]): Promise<number> {
  const house = await openHouse(config)
  try {
    process.stdout.write(`${await runUserCommand(house.runtime, args)}\n`)
    return 0
  } finally {
    await house.stop()
  }
}

// `--data DIR` was read by the configuration; the command's own parser does not know it.
function isNotFlagOfOurs(arg: string, index: number, all: readonly string[]): boolean {
  return arg !== '--data' && all[index - 1] !== '--data'
}
