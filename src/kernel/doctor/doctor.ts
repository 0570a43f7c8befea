import { parseArgs } from 'node:util'
import { inBothLanguages } from '../backup/both-languages.ts'
import { StartProblem } from '../db/embedded/start-problem.ts'
import { type Connection, ownerClient } from '../db/pool.ts'
import { AppError } from '../errors.ts'
import type { CommandAnswer } from '../ledger/ledger-command.ts'
import { checkDatabase, type DatabaseView } from './database-checks.ts'
import type { Finding } from './finding.ts'
import {
  checkBackup,
  checkFolder,
  checkKeys,
  checkNode,
  checkPlatform,
  checkSpace,
} from './machine-checks.ts'

export interface DoctorParts {
  readonly dataDir: string
  /** Whether the database is ours or one that `DATABASE_URL` names. */
  readonly isEmbedded: boolean
  /** The database, running already or started for this; why it cannot be had is one of the findings. */
  open(): Promise<{ readonly connection: Connection; stop(): Promise<void> }>
}

export interface Diagnosis {
  readonly checks: readonly {
    readonly name: string
    readonly ok: boolean
    /** In both languages, Chinese first; what is not well says what to do. */
    readonly sentence: string
  }[]
}

/** Looks at everything an installation stands on, changes nothing, and says of each what to do. */
export async function runDoctor(parts: DoctorParts): Promise<Diagnosis> {
  const { dataDir } = parts
  const folder = [await checkFolder(dataDir), await checkSpace(dataDir)]
  const view = await viewDatabase(parts)
  const findings = [
    checkNode(),
    checkPlatform(parts.isEmbedded),
    ...folder,
    ...view.findings,
    await checkKeys(dataDir, view.signer),
    await checkBackup(dataDir, { kind: view.kind, now: new Date() }),
  ]
  const checks = findings
    .filter((finding) => finding !== null)
    .map(({ name, ok, code, params }) => ({ name, ok, sentence: inBothLanguages(code, params) }))
  return { checks }
}

async function viewDatabase(parts: DoctorParts): Promise<DatabaseView> {
  try {
    const { connection, stop } = await parts.open()
    try {
      return await look(connection)
    } finally {
      await stop()
    }
  } catch (error) {
    return { findings: [unreachable(error)], kind: null, signer: null }
  }
}

async function look(connection: Connection): Promise<DatabaseView> {
  const client = ownerClient(connection)
  await client.connect()
  try {
    await client.query(
      `set statement_timeout = 15000; begin isolation level repeatable read read only`,
    )
    return await checkDatabase(client)
  } finally {
    await client.end()
  }
}

function unreachable(error: unknown): Finding {
  const known = error instanceof StartProblem || error instanceof AppError ? error : null
  if (known) return { name: 'database', ok: false, code: known.code, params: { ...known.params } }
  const reason = error instanceof Error ? error.message : String(error)
  return { name: 'database', ok: false, code: 'doctor.database.away', params: { reason } }
}

/** `bulwark doctor [--json]`: 0 all is well, 1 something is not, 2 the call was wrong. */
export async function runDoctorCommand(
  args: readonly string[],
  parts: DoctorParts,
): Promise<CommandAnswer> {
  const flags = readFlags(args)
  if (!flags) return { text: inBothLanguages('doctor.usage'), exitCode: 2 }
  const diagnosis = await runDoctor(parts)
  const sick = diagnosis.checks.filter(({ ok }) => !ok).length
  const exitCode = sick === 0 ? 0 : 1
  if (flags.json) return { text: JSON.stringify(diagnosis), exitCode }
  const lines = diagnosis.checks.map(
    ({ ok, sentence }) => `${ok ? '✓' : '✗'} ${sentence.replace('\n', '\n  ')}`,
  )
  const sum = sick === 0 ? inBothLanguages('doctor.well') : inBothLanguages('doctor.ill', { sick })
  return { text: [...lines, sum].join('\n'), exitCode }
}

function readFlags(args: readonly string[]): { readonly json: boolean } | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      // `--data` is read by the configuration; named here so that it is not taken for a mistake.
      options: { json: { type: 'boolean', default: false }, data: { type: 'string' } },
    })
    return values
  } catch {
    // parseArgs throws for a flag that does not exist; the usage says which do.
    return null
  }
}
