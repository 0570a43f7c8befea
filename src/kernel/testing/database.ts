import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../db/embedded/supervisor.ts'
import { findMigrations, migrate } from '../db/migrate.ts'
import { type Connection, ownerClient } from '../db/pool.ts'

/** The server that a test run shares; databases in it are made from one migrated template. */
export interface TestServer {
  readonly admin: Connection
  readonly template: string
  stop(): Promise<void>
}

/** Starts the embedded server in a folder of its own, or uses the one at `url` (another major version). */
export async function startTestServer(url: string | undefined): Promise<TestServer> {
  const template = `template_${createHash('sha256').update(JSON.stringify(findMigrations())).digest('hex').slice(0, 12)}`
  if (url) {
    await makeTemplate({ url }, template)
    return { admin: { url }, template, stop: async () => {} }
  }
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-test-'))
  const server = await startEmbedded({ dataDir: folder })
  const admin = { host: server.host, user: server.user, database: server.database }
  await makeTemplate(admin, template)
  return {
    admin,
    template,
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function makeTemplate(admin: Connection, template: string): Promise<void> {
  const client = ownerClient(admin)
  await client.connect()
  try {
    await client.query(`drop database if exists ${template}`)
    await client.query(`create database ${template}`)
  } finally {
    await client.end()
  }
  await migrate(inDatabase(admin, template))
}

/** A fresh database for one test file or test, and the way to drop it. */
export async function createTestDatabase(
  admin: Connection,
  template: string,
): Promise<{ connection: Connection; drop(): Promise<void> }> {
  const name = `test_${randomBytes(8).toString('hex')}`
  await asAdmin(admin, `create database ${name} template ${template}`)
  return {
    connection: inDatabase(admin, name),
    drop: () => asAdmin(admin, `drop database if exists ${name} with (force)`),
  }
}

async function asAdmin(admin: Connection, statement: string): Promise<void> {
  const client = ownerClient(admin)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function inDatabase(admin: Connection, name: string): Connection {
  if ('host' in admin) return { ...admin, database: name }
  const url = new URL(admin.url)
  url.pathname = `/${name}`
  return { url: url.href }
}
