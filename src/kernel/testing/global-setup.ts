import type { TestProject } from 'vitest/node'
import { testDatabaseUrl } from '../config.ts'
import type { Connection } from '../db/pool.ts'
import { startTestServer } from './database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    admin: Connection
    template: string
  }
}

/** One server for the whole run; each test file makes its own databases from the template. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer(testDatabaseUrl())
  project.provide('admin', server.admin)
  project.provide('template', server.template)
  return () => server.stop()
}
