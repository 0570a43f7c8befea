import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { supplyAccess } from '#kernel/access/access-parts.ts'
import { openAddressLimit } from '#kernel/access/address-limit.ts'
import { openSessions } from '#kernel/access/session-store.ts'
import { settableClock } from '#kernel/clock.ts'
import type { Config } from '#kernel/config.ts'
import { type EmbeddedServer, findRunning, startEmbedded } from '#kernel/db/embedded/supervisor.ts'
import { migrate } from '#kernel/db/migrate.ts'
import { type Connection, servingPool } from '#kernel/db/pool.ts'
import { Invalid, Refused } from '#kernel/errors.ts'
import { buildServer, type HttpServer } from '#kernel/http/server.ts'
import { tidyUp } from '#kernel/jobs/tidy.ts'
import { startWorker, type Worker } from '#kernel/jobs/worker.ts'
import { type Keys, openKeys } from '#kernel/keys.ts'
import { ledgerSealer } from '#kernel/ledger/sealer.ts'
import { standingChecks } from '#kernel/jobs/standing-checks.ts'
import { type OpenRuntime, openRuntime } from '#kernel/open-runtime.ts'
import { listenToProcesses, type ProcessListener } from '#kernel/process-listener.ts'
import { projectRoot } from '#kernel/root.ts'
import { productVersion } from '#kernel/version.ts'
import { modules } from './app.ts'

/** The database that a process uses, and who owns its life. */
export interface Database {
  readonly connection: Connection
  readonly embedded: EmbeddedServer | null
  stop(): Promise<void>
}

/** `DATABASE_URL`, or the embedded server in the data folder. */
export async function openDatabase(config: Config): Promise<Database> {
  if (config.databaseUrl) {
    return { connection: { url: config.databaseUrl }, embedded: null, stop: async () => {} }
  }
  const embedded = await startEmbedded({ dataDir: config.dataDir })
  return { connection: embedded, embedded, stop: () => embedded.stop() }
}

/** The same for a command beside a running system: it joins the server that is there, and leaves it running. */
export async function joinDatabase(config: Config): Promise<Database> {
  const running = config.databaseUrl ? null : await findRunning(config.dataDir)
  if (running) return { connection: running, embedded: null, stop: async () => {} }
  return openDatabase(config)
}

/** What every command that touches data needs. */
export interface House {
  readonly config: Config
  readonly database: Database
  readonly keys: Keys
  readonly runtime: OpenRuntime
  stop(): Promise<void>
}

/** Database up to date, keys, runtime: the ground on which `serve`, `work` and the commands stand. */
export async function openHouse(
  config: Config,
  open: (config: Config) => Promise<Database> = openDatabase,
): Promise<House> {
  const database = await open(config)
  try {
    await migrate(database.connection)
    const keys = openKeys(join(config.dataDir, 'keys'))
    const pool = servingPool(database.connection, config.poolSize)
    const runtime = await openRuntime({ pool, clock: settableClock(), modules })
    supplyAccess({ totpKey: keys.sealingKey('totp'), grants: runtime.grants })
    return {
      config,
      database,
      keys,
      runtime,
      async stop() {
        await pool.end()
        await database.stop()
      },
    }
  } catch (error) {
    await database.stop()
    throw error
  }
}

export interface Serving {
  readonly http: HttpServer
  readonly address: AddressInfo
  stop(): Promise<void>
}

interface ServeOptions {
  /** Routes of the demo alone. */
  readonly further?: (server: FastifyInstance) => void
  /** Whether the first screen is usable yet. */
  readonly isOpen?: () => boolean
}

/** The HTTP side: listens, hears the other processes, answers until stopped. */
export async function serve(
  house: House,
  { further, isOpen }: ServeOptions = {},
): Promise<Serving> {
  const { config, runtime, database } = house
  const sessions = openSessions(runtime.pool, runtime.clock)
  const consoleFolder = join(projectRoot, 'dist', 'web')
  const http = await buildServer({
    runtime,
    sessions,
    attempts: openAddressLimit(runtime.clock),
    version: productVersion(),
    ...(isOpen && { isOpen }),
    logLevel: config.logLevel,
    ...(existsSync(join(consoleFolder, 'index.html')) && { consoleFolder }),
    ...tlsOf(config),
  })
  further?.(http.server)
  const listener: ProcessListener = await listenToProcesses(database.connection, {
    live: (event) => http.live.tell(event),
    refresh: () => void runtime.refresh().catch((error: unknown) => http.server.log.error(error)),
    // A browser whose session goes on connects again by itself; one whose session has ended cannot.
    forget(who) {
      sessions.forget(who)
      http.live.forget(who)
    },
  })
  const address = await listen(http, config)
  return {
    http,
    address,
    async stop() {
      http.live.close()
      await http.server.close()
      await listener.stop()
    },
  }
}

// Without TLS nothing but this machine may connect: sessions and passwords would travel in clear.
async function listen({ server }: HttpServer, config: Config): Promise<AddressInfo> {
  const host = hostOf(config)
  await listenNear(server, { port: config.port, host })
  const address = server.server.address()
  if (!address || typeof address === 'string') throw new Error('the server listens nowhere')
  return address
}

const portsTried = 20

// The port asked for, or the next free one after it; the start says which it is.
async function listenNear(
  server: FastifyInstance,
  asked: { port: number; host: string },
): Promise<void> {
  for (let port = asked.port; ; port += 1) {
    try {
      await server.listen({ port, host: asked.host })
      return
    } catch (error) {
      if (!isPortTaken(error) || port - asked.port >= portsTried) throw error
    }
  }
}

const thisMachine: readonly string[] = ['127.0.0.1', 'localhost', '::1']

function hostOf({ host, tlsCert, tlsKey, isBehindProxy }: Config): string {
  if ((tlsCert === undefined) !== (tlsKey === undefined)) throw new Invalid('kernel.start.tls_half')
  const isSafe = tlsCert !== undefined || isBehindProxy
  if (host && !isSafe && !thisMachine.includes(host))
    throw new Refused('kernel.start.host_without_tls', { host })
  return host ?? (tlsCert ? '0.0.0.0' : '127.0.0.1')
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}

function tlsOf(config: Config): { tls?: { cert: Buffer; key: Buffer } } {
  if (!config.tlsCert || !config.tlsKey) return {}
  return { tls: { cert: readFileSync(config.tlsCert), key: readFileSync(config.tlsKey) } }
}

/** The worker side: events, jobs, timers, sealing, standing checks. */
export async function work(house: House): Promise<Worker> {
  const log = {
    info: () => {},
    error: (fields: object, message: string) =>
      void process.stderr.write(`${JSON.stringify({ level: 50, ...fields, msg: message })}\n`),
  }
  return startWorker(house.runtime, {
    connection: house.database.connection,
    log,
    rounds: [ledgerSealer(house.keys), standingChecks, tidyUp],
  })
}
