import type { Migration } from '../db/migrate.ts'
import { AppError } from '../errors.ts'
import { openBackupFile, type BackupFile } from './backup-file.ts'
import { type KeyBundle, openSealedKeys } from './key-bundle.ts'

export interface RestoreSource {
  readonly file: string
  readonly passphrase?: string | undefined
  /** Leave sealed keys alone: their folder was kept apart, or the passphrase is lost. */
  readonly withoutKeys?: boolean | undefined
}

/** A backup that was found whole and can be restored by this program. */
export interface RestorePlan {
  readonly backup: BackupFile
  /** The keys that were sealed in it; null when it holds none or they are to be left alone. */
  readonly keys: KeyBundle | null
  /** What builds the tables as they were when the backup was taken. */
  readonly migrations: readonly Migration[]
  close(): Promise<void>
}

/** Everything that can be checked without a database, so that nothing is made for a backup that is no good. */
export async function planRestore(
  source: RestoreSource,
  known: readonly Migration[],
): Promise<RestorePlan> {
  const backup = await openBackupFile(source.file)
  try {
    const migrations = chooseMigrations(backup, known)
    const keys = await openKeysOf(backup, source)
    return { backup, keys, migrations, close: () => backup.close() }
  } catch (error) {
    await backup.close()
    throw error
  }
}

function chooseMigrations({ manifest }: BackupFile, known: readonly Migration[]): Migration[] {
  const wanted = new Map(manifest.migrations.map(({ name, hash }) => [name, hash]))
  const chosen = known.filter(({ name }) => wanted.has(name))
  if (chosen.length < wanted.size) {
    throw new AppError(422, 'backup.newer', { version: manifest.product })
  }
  const changed = chosen.find(({ name, hash }) => wanted.get(name) !== hash)
  if (changed) throw new AppError(422, 'backup.migration_changed', { name: changed.name })
  return chosen
}

async function openKeysOf(backup: BackupFile, source: RestoreSource): Promise<KeyBundle | null> {
  const piece = backup.manifest.keys
  if (!piece || source.withoutKeys) return null
  if (source.passphrase === undefined) throw new AppError(422, 'backup.passphrase_needed')
  const parts: Buffer[] = []
  for await (const part of backup.read(piece)) parts.push(part)
  const secret = { passphrase: source.passphrase, backupId: backup.manifest.id }
  return openSealedKeys(Buffer.concat(parts), secret)
}
