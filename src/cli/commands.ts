import { join } from 'node:path'
import { runBackupCommand, runRestoreCommand } from '#kernel/backup/backup-command.ts'
import { runDoctorCommand } from '#kernel/doctor/doctor.ts'
import { type Keys, openKeys } from '#kernel/keys.ts'
import type { Config } from '#kernel/config.ts'
import { migrate } from '#kernel/db/migrate.ts'
import { runLedgerCommand } from '#kernel/ledger/ledger-command.ts'
import { joinDatabase, openDatabase, openHouse } from '../house.ts'
import { keepRunning, start } from './start.ts'
import { runUserCommand } from './user-command.ts'

interface Command {
  readonly zh: string
  readonly en: string
  /** Answers the exit code. */
  readonly run: (config: Config, args: readonly string[]) => Promise<number>
}

const names = [
  'start',
  'serve',
  'work',
  'migrate',
  'ledger',
  'backup',
  'restore',
  'doctor',
  'user',
] as const
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
  backup: { zh: '备份为一个文件', en: 'back up into one file', run: runBackup },
  restore: { zh: '从备份恢复到空目录', en: 'restore into an empty folder', run: runRestore },
  doctor: { zh: '检查运行状况', en: 'what is wrong, and what to do', run: runCheckUp },
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
  const database = await joinDatabase(config)
  try {
    const answer = await runLedgerCommand(args.filter(isNotFlagOfOurs), {
      connection: database.connection,
      keys: keysOf(config),
      out: (line) => void process.stderr.write(`${line}\n`),
    })
    return say(answer)
  } finally {
    await database.stop()
  }
}

async function runBackup(config: Config, args: readonly string[]): Promise<number> {
  const database = await joinDatabase(config)
  try {
    const { connection } = database
    const parts = {
      connection,
      keys: keysOf(config),
      dataDir: config.dataDir,
      passphrase: config.backupPassphrase,
    }
    return say(await runBackupCommand(args, parts))
  } finally {
    await database.stop()
  }
}

async function runRestore(config: Config, args: readonly string[]): Promise<number> {
  const keysFolder = join(config.dataDir, 'keys')
  const open = () => openDatabase(config)
  return say(
    await runRestoreCommand(args, { open, keysFolder, passphrase: config.backupPassphrase }),
  )
}

async function runCheckUp(config: Config, args: readonly string[]): Promise<number> {
  const { dataDir, databaseUrl } = config
  const isEmbedded = databaseUrl === undefined
  return say(
    await runDoctorCommand(args, { dataDir, isEmbedded, open: () => joinDatabase(config) }),
  )
}

function keysOf(config: Config): Keys {
  return openKeys(join(config.dataDir, 'keys'))
}

function say(answer: { readonly text: string; readonly exitCode: number }): number {
  process.stdout.write(`${answer.text}\n`)
  return answer.exitCode
}

async function runUser(config: Config, args: readonly string[]): Promise<number> {
  const house = await openHouse(config, joinDatabase)
  try {
    process.stdout.write(`${await runUserCommand(house.runtime, args)}\n`)
    return 0
  } finally {
    await house.stop()
  }
}

// `--data DIR` was read by the configuration; the command's own parser does not know it.
function isNotFlagOfOurs(arg: string, index: number, all: readonly string[]): boolean {
  return arg !== '--data' && !arg.startsWith('--data=') && all[index - 1] !== '--data'
}
