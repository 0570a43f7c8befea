import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Connection, ownerClient } from '../db/pool.ts'
import { findMigrations } from '../db/migrate.ts'
import type { Keys } from '../keys.ts'
import type { CommandAnswer } from '../ledger/ledger-command.ts'
import { inBothLanguages as tell } from './both-languages.ts'
import { planRestore } from './restore-plan.ts'
import { type Restored, restorePlan } from './restore-backup.ts'
import { type Backup, writeBackup } from './write-backup.ts'

export interface BackupCommandParts {
  readonly connection: Connection
  readonly keys: Keys
  readonly dataDir: string
  readonly passphrase: string | undefined
}

/** `bulwark backup [--out FILE] [--json]`: 0 written, 2 the call was wrong; what cannot go on is thrown. */
export async function runBackupCommand(
  args: readonly string[],
  parts: BackupCommandParts,
): Promise<CommandAnswer> {
  const flags = readFlags(args)
  if (!flags || flags.positionals.length > 0) return answer(2, tell('backup.usage'))
  const { connection, keys, passphrase } = parts
  const file = resolve(flags.out ?? (await defaultFile(parts, new Date())))
  const backup = await writeBackup({ connection, keys, file, passphrase })
  return answer(0, flags.json ? JSON.stringify(backup) : tellBackup(backup, keys.folder))
}

/** Where backups go that nobody named: one folder, in the order of their names and times. */
export function backupFolder(dataDir: string): string {
  return join(dataDir, 'backups')
}

async function defaultFile({ connection, dataDir }: BackupCommandParts, at: Date): Promise<string> {
  const time = at.toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '')
  return join(backupFolder(dataDir), `bulwark-${await kindOf(connection)}-${time}.backup`)
}

async function kindOf(connection: Connection): Promise<string> {
  const client = ownerClient(connection)
  await client.connect()
  try {
    const { rows } = await client.query<{ there: boolean }>(
      `select to_regclass('kernel.installation') is not null as there`,
    )
    if (!rows[0]?.there) return 'new'
    const found = await client.query<{ kind: string }>('select kind from kernel.installation')
    return found.rows[0]?.kind ?? 'new'
  } finally {
    await client.end()
  }
}

function tellBackup(backup: Backup, keysFolder: string): string {
  const { file, tables, rows, bytes, sha256, ledgerSize } = backup
  const megabytes = (bytes / 1_000_000).toFixed(1)
  const lastCheckpoint = backup.lastCheckpoint?.toISOString() ?? '-'
  return [
    tell('backup.written', { file, tables, rows, megabytes, sha256, ledgerSize, lastCheckpoint }),
    backup.holdsKeys
      ? tell('backup.keys_sealed')
      : tell('backup.keys_apart', { folder: keysFolder }),
  ].join('\n')
}

export interface RestoreCommandParts {
  /** Called when the backup was found whole, and not before: a bad one leaves no trace. */
  open(): Promise<{ readonly connection: Connection; stop(): Promise<void> }>
  readonly keysFolder: string
  readonly passphrase: string | undefined
}

/** `bulwark restore FILE`: 0 restored and proven, 1 restored but the ledger does not hold, 2 a wrong call. */
export async function runRestoreCommand(
  args: readonly string[],
  parts: RestoreCommandParts,
): Promise<CommandAnswer> {
  const flags = readFlags(args)
  const [file, ...more] = flags?.positionals ?? []
  if (!flags || file === undefined || more.length > 0)
    return answer(2, tell('backup.restore_usage'))
  const { passphrase, keysFolder } = parts
  const known = findMigrations()
  const source = { file: resolve(file), passphrase, withoutKeys: flags.withoutKeys }
  const plan = await planRestore(source, known)
  try {
    const { connection, stop } = await parts.open()
    try {
      const restored = await restorePlan(plan, { connection, keysFolder }, known)
      const text = flags.json ? JSON.stringify(restored) : tellRestored(restored, keysFolder)
      return answer(restored.ledger.ok ? 0 : 1, text)
    } finally {
      await stop()
    }
  } finally {
    await plan.close()
  }
}

function tellRestored(restored: Restored, folder: string): string {
  const { tables, rows, installation, ledger, leftOut, migratedUp } = restored
  const { firstDamaged, ...figures } = ledger
  const origin = {
    name: installation ? `${installation.nameZh} ${installation.nameEn}` : '-',
    createdAt: restored.createdAt.toISOString(),
  }
  const lines = [
    tell('backup.restored', { ...origin, tables, rows }),
    firstDamaged
      ? tell('ledger.verify.damaged', { seq: firstDamaged.seq, upTo: firstDamaged.upTo })
      : tell('ledger.verify.ok', { ...figures }),
  ]
  if (firstDamaged) lines.push(tell(`ledger.damage.${firstDamaged.why}`))
  if (migratedUp.length > 0) lines.push(tell('backup.migrated_up', { count: migratedUp.length }))
  if (leftOut.length > 0) lines.push(tell('backup.left_out', { names: leftOut.join(', ') }))
  lines.push(tell(`backup.keys.${restored.keys}`, { folder }))
  return lines.join('\n')
}

interface Flags {
  readonly positionals: readonly string[]
  readonly out: string | undefined
  readonly json: boolean
  readonly withoutKeys: boolean
}

function readFlags(args: readonly string[]): Flags | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        // Read by the configuration; named here so that it is not taken for a mistake.
        data: { type: 'string' },
        json: { type: 'boolean', default: false },
        'without-keys': { type: 'boolean', default: false },
      },
    })
    const { out, json } = values
    return { positionals, out, json, withoutKeys: values['without-keys'] }
  } catch {
    // parseArgs throws for a flag that does not exist; the usage says which do.
    return null
  }
}

function answer(exitCode: CommandAnswer['exitCode'], text: string): CommandAnswer {
  return { text, exitCode }
}
