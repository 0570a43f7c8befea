import { productVersion } from '../version.ts'
import { randomUUID } from 'node:crypto'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { callbackify } from 'node:util'
import { createGzip } from 'node:zlib'
import pg, { type Client } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { type Connection, ownerClient } from '../db/pool.ts'
import { AppError } from '../errors.ts'
import type { Keys } from '../keys.ts'
import { lastExport } from '../ledger/inclusion-proof.ts'
import { type BackupDraft, openDraft } from './backup-draft.ts'
import { copyTally } from './copy-tally.ts'
import { readKeyFolder, requireStrong, sealKeys } from './key-bundle.ts'
import { type BackedUpTable, formatVersion, type Manifest, type Piece } from './manifest.ts'
import { listSequences, listTables, quoteName, type Table } from './product-catalog.ts'

export interface BackupOptions {
  readonly connection: Connection
  readonly keys: Keys
  readonly file: string
  /** Seals the keys into the same file; without it their folder must be kept apart. */
  readonly passphrase?: string | undefined
}

export interface Backup {
  readonly file: string
  readonly tables: number
  readonly rows: number
  readonly bytes: number
  /** Of the whole file, as `sha256sum` prints it. */
  readonly sha256: string
  readonly ledgerSize: number
  /** When the last checkpoint in it was signed; null before the first. */
  readonly lastCheckpoint: Date | null
  readonly holdsKeys: boolean
}

// Text that any supported server reads back to the same value. Without row security: a hidden row would be
// a lost one, so a connection that may not see all fails instead.
const readingSession = `set client_encoding = 'UTF8'; set datestyle = 'ISO'; set intervalstyle = 'postgres';
  set timezone = 'UTC'; set bytea_output = 'hex'; set extra_float_digits = 1; set row_security = off;
  set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0;
  set search_path = ''`

/** Writes everything of one instant into one file, while the system serves. */
export async function writeBackup(options: BackupOptions): Promise<Backup> {
  if (options.passphrase !== undefined) requireStrong(options.passphrase)
  const client = ownerClient(options.connection)
  // The loss is told by the query that was running.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(readingSession)
    await client.query('begin isolation level repeatable read read only')
    await requireInstallation(client)
    const draft = await openDraft(options.file)
    try {
      const { manifest, lastCheckpoint } = await writePieces(client, draft, options)
      const finished = await draft.finish(manifest)
      return { file: options.file, ...finished, ...summaryOf(manifest), lastCheckpoint }
    } catch (error) {
      await draft.discard()
      throw error
    }
  } finally {
    // Ends a COPY that still streams after a failure, too.
    await client.end()
  }
}

function summaryOf({ tables, ledger, keys }: Manifest) {
  return {
    tables: tables.length,
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
    ledgerSize: ledger.size,
    holdsKeys: keys !== null,
  }
}

async function requireInstallation(client: Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('kernel.migration') is not null as there`,
  )
  if (!rows[0]?.there) throw new AppError(409, 'backup.nothing_there')
}

interface Written {
  readonly manifest: Manifest
  readonly lastCheckpoint: Date | null
}

async function writePieces(
  client: Client,
  draft: BackupDraft,
  options: BackupOptions,
): Promise<Written> {
  const id = randomUUID()
  const listed = await listTables(client)
  // Until the end nobody may rewrite or empty a table: the snapshot would not protect from that.
  await client.query(`lock table ${listed.map(quoteName).join(', ')} in access share mode`)
  const head = await readHead(client)
  const tables: BackedUpTable[] = []
  for (const table of listed) tables.push(await writeTable(client, draft, table))
  // After the tables: a sequence moves outside the snapshot, and may only be ahead of their rows.
  const sequences = await listSequences(client)
  const keys = await writeKeys(draft, options, id)
  const about = await describe(client)
  const { size, lastCheckpoint } = head
  const ledger = { size, checkpoint: await lastExport(client) }
  return {
    lastCheckpoint,
    manifest: { id, format: formatVersion, ...about, tables, sequences, ledger, keys },
  }
}

async function writeTable(
  client: Client,
  draft: BackupDraft,
  table: Table,
): Promise<BackedUpTable> {
  const offset = draft.position()
  const columns = table.columns.map((column) => pg.escapeIdentifier(column)).join(', ')
  const source = table.isPartitioned
    ? `(select ${columns} from ${quoteName(table)})`
    : `${quoteName(table)} (${columns})`
  const tally = copyTally()
  await pipeline(
    client.query(copyTo(`copy ${source} to stdout`)),
    tally.stream,
    createGzip({ level: 4, chunkSize: 1 << 17 }),
    sinkInto(draft),
  )
  return {
    schema: table.schema,
    name: table.name,
    columns: [...table.columns],
    ...tally.result(),
    piece: { offset, bytes: draft.position() - offset },
  }
}

function sinkInto(draft: BackupDraft): Writable {
  const append = callbackify((bytes: Buffer) => draft.append(bytes))
  return new Writable({
    write(bytes: Buffer, _encoding, done) {
      append(bytes, done)
    },
  })
}

async function writeKeys(
  draft: BackupDraft,
  { keys, passphrase }: BackupOptions,
  backupId: string,
): Promise<Piece | null> {
  if (passphrase === undefined) return null
  const offset = draft.position()
  await draft.append(await sealKeys(await readKeyFolder(keys.folder), { passphrase, backupId }))
  return { offset, bytes: draft.position() - offset }
}

async function readHead(
  client: Client,
): Promise<{ readonly size: number; readonly lastCheckpoint: Date | null }> {
  const { rows } = await client.query<{ size: number; at: Date }>(
    'select size, at from ledger.checkpoint order by seq desc limit 1',
  )
  return { size: rows[0]?.size ?? 0, lastCheckpoint: rows[0]?.at ?? null }
}

async function describe(
  client: Client,
): Promise<Pick<Manifest, 'product' | 'postgres' | 'createdAt' | 'installation' | 'migrations'>> {
  const installation = await client.query<NonNullable<Manifest['installation']>>(
    'select id, kind, name_zh as "nameZh", name_en as "nameEn" from kernel.installation',
  )
  const migrations = await client.query<Manifest['migrations'][number]>(
    'select name, hash from kernel.migration order by name',
  )
  const server = await client.query<{ server_version: string }>('show server_version')
  return {
    product: productVersion(),
    postgres: server.rows[0]?.server_version ?? '',
    createdAt: new Date().toISOString(),
    installation: installation.rows[0] ?? null,
    migrations: migrations.rows,
  }
}
