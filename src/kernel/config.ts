import { parseArgs } from 'node:util'
import { join } from 'node:path'
import * as z from 'zod'
import { projectRoot } from './root.ts'

/** The one place that reads the environment and the flags. */
const Config = z.object({
  port: z.coerce.number().int().min(0).max(65_535).default(8080),
  dataDir: z.string().min(1),
  isEmpty: z.boolean(),
  opensBrowser: z.boolean(),
  databaseUrl: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  tlsCert: z.string().optional(),
  tlsKey: z.string().optional(),
  /** Loopback without TLS; with it every address, unless one is named. */
  host: z.string().optional(),
  /** A proxy in front ends TLS, so another address than loopback is allowed without a certificate. */
  isBehindProxy: z.boolean(),
  logLevel: z.enum(['info', 'warn', 'error', 'silent']).default('warn'),
  backupPassphrase: z.string().optional(),
  poolSize: z.coerce.number().int().min(2).max(200).default(12),
})
export type Config = z.infer<typeof Config>

/** Reads flags after the command, then the environment. Throws a ZodError that names what is wrong. */
export function readConfig(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Config {
  const { values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      data: { type: 'string' },
      empty: { type: 'boolean', default: false },
      'no-open': { type: 'boolean', default: false },
      'behind-proxy': { type: 'boolean', default: false },
      'tls-cert': { type: 'string' },
      'tls-key': { type: 'string' },
    },
    strict: false,
  })
  const text = (value: string | boolean | undefined) =>
    typeof value === 'string' ? value : undefined
  const isEmpty = values.empty === true
  return Config.parse({
    port: text(values.port) ?? env['PORT'],
    host: text(values.host) ?? env['HOST'],
    dataDir:
      text(values.data) ??
      env['BULWARK_DATA'] ??
      join(projectRoot, 'var', isEmpty ? 'city' : 'demo'),
    isEmpty,
    isBehindProxy: values['behind-proxy'] === true,
    opensBrowser: values['no-open'] !== true,
    databaseUrl: env['DATABASE_URL'],
    tlsCert: text(values['tls-cert']) ?? env['TLS_CERT'],
    tlsKey: text(values['tls-key']) ?? env['TLS_KEY'],
    logLevel: env['LOG_LEVEL'],
    backupPassphrase: env['BULWARK_BACKUP_PASSPHRASE'],
    poolSize: env['POOL_SIZE'],
  })
}

/** A PostgreSQL for the tests instead of the embedded one: the suite runs on 15 too. */
export function testDatabaseUrl(): string | undefined {
  return process.env['TEST_DATABASE_URL']
}
