import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { type Connection, ownerClient } from '../db/pool.ts'
import type { TextKey, TextParams } from '../i18n/texts.ts'
import type { Keys } from '../keys.ts'
import en from '../text/en.json' with { type: 'json' }
import zh from '../text/zh.json' with { type: 'json' }
import { readExported } from './exported-checkpoint.ts'
import { isProven, lastExport, proveEntry } from './inclusion-proof.ts'
import { acceptKey, ledgerKeyName } from './sealer.ts'
import { type Verification, verifyLedger, type VerifyOptions } from './verify.ts'

export interface LedgerCommandParts {
  readonly connection: Connection
  readonly keys: Keys
  /** Where progress goes while a long command runs; the answer itself is returned. */
  out(line: string): void
}

export interface CommandAnswer {
  readonly text: string
  readonly exitCode: 0 | 1 | 2
}

/** `bulwark ledger …`: 0 it holds, 1 it does not or was not found, 2 the call was wrong. */
export async function runLedgerCommand(
  args: readonly string[],
  parts: LedgerCommandParts,
): Promise<CommandAnswer> {
  const [command, ...rest] = args
  switch (command) {
    case 'verify':
      return verifyCommand(rest, parts)
    case 'checkpoint':
      return withClient(parts.connection, async (client) => {
        const checkpoint = await lastExport(client)
        return checkpoint ? json(checkpoint) : say('ledger.checkpoint.none', 1)
      })
    case 'prove':
      return proveCommand(rest[0] ?? '', parts)
    case 'accept-key':
      return acceptCommand(parts)
    default:
      return say('ledger.usage', 2)
  }
}

async function verifyCommand(args: string[], parts: LedgerCommandParts): Promise<CommandAnswer> {
  const flags = readFlags(args)
  if (!flags) return say('ledger.usage', 2)
  const expected = flags.expect ? readExpectation(flags.expect) : undefined
  if (flags.expect && !expected) {
    return say('ledger.verify.expectation_unreadable', 2, { file: flags.expect })
  }
  const own = parts.keys.knownSigningKey(ledgerKeyName)?.fingerprint.toString('hex')
  const trusted = [own, expected?.fingerprint, ...flags.key].filter((key) => key !== undefined)
  const options: VerifyOptions = {
    onProgress: everyMillion(parts.out),
    ...(trusted.length > 0 && { trusted }),
    ...(expected && { expected }),
  }
  const result = await verifyLedger(parts.connection, options)
  const exitCode = result.ok ? 0 : 1
  return flags.json ? { text: JSON.stringify(result), exitCode } : { text: tell(result), exitCode }
}

interface Flags {
  readonly json: boolean
  readonly expect: string | undefined
  readonly key: readonly string[]
}

function readFlags(args: string[]): Flags | null {
  try {
    const { values } = parseArgs({
      args,
      options: {
        json: { type: 'boolean', default: false },
        expect: { type: 'string' },
        key: { type: 'string', multiple: true, default: [] },
      },
    })
    return { json: values.json, expect: values.expect, key: values.key }
  } catch {
    // parseArgs throws for a flag that does not exist; the usage says which do.
    return null
  }
}

function readExpectation(file: string) {
  try {
    return readExported(readFileSync(file, 'utf8')) ?? undefined
  } catch {
    // A file that cannot be read is told like one that is not a checkpoint.
    return undefined
  }
}

function everyMillion(out: (line: string) => void): (entries: number) => void {
  let told = 0
  return (entries) => {
    if (entries < told + 1_000_000) return
    told = entries
    out(String(entries))
  }
}

function tell(result: Verification): string {
  const { firstDamaged, ...figures } = result
  if (!firstDamaged) return sentence('ledger.verify.ok', { ...figures })
  const { seq, upTo, why } = firstDamaged
  return `${sentence('ledger.verify.damaged', { seq, upTo })}\n${sentence(`ledger.damage.${why}`)}`
}

async function proveCommand(id: string, parts: LedgerCommandParts): Promise<CommandAnswer> {
  if (!z.uuid().safeParse(id).success) return say('ledger.usage', 2)
  return withClient(parts.connection, async (client) => {
    const proof = await proveEntry(client, id)
    if (!proof) return say('ledger.entry.not_sealed', 1, { id })
    // A proof that would not hold is not handed out: something before the checkpoint was altered.
    if (!isProven(proof)) return say('ledger.damage.rewritten', 1)
    return json(proof)
  })
}

async function acceptCommand({ connection, keys }: LedgerCommandParts): Promise<CommandAnswer> {
  return withClient(connection, async (client) => {
    await client.query('begin')
    const accepted = await acceptKey(client, keys, new Date())
    await client.query('commit')
    if (!accepted) return say('ledger.key.already_own', 0)
    const fingerprint = keys.signingKey(ledgerKeyName).fingerprint.toString('hex')
    return say('ledger.key.accepted', 0, { fingerprint })
  })
}

async function withClient(
  connection: Connection,
  run: (client: ReturnType<typeof ownerClient>) => Promise<CommandAnswer>,
): Promise<CommandAnswer> {
  const client = ownerClient(connection)
  await client.connect()
  try {
    return await run(client)
  } finally {
    await client.end()
  }
}

function json(value: object): CommandAnswer {
  return { text: JSON.stringify(value, null, 2), exitCode: 0 }
}

function say(
  key: TextKey & keyof typeof zh,
  exitCode: CommandAnswer['exitCode'],
  params: TextParams = {},
): CommandAnswer {
  return { text: sentence(key, params), exitCode }
}

// A terminal has no language setting that could be relied on: both, Chinese first.
function sentence(key: TextKey & keyof typeof zh, params: TextParams = {}): string {
  return [zh[key], en[key]]
    .map((text) => text.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => String(params[name])))
    .join('\n')
}
