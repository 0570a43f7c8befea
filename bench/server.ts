import { cpus } from 'node:os'
import { startTestServer, type TestServer } from '#kernel/testing/database.ts'

/** A database server of its own for one measurement. */
export async function benchServer(): Promise<TestServer & AsyncDisposable> {
  const server = await startTestServer(undefined)
  return { ...server, [Symbol.asyncDispose]: () => server.stop() }
}

/** What stands beside every figure. */
export function machine(): string {
  return `${cpus().length} × ${cpus()[0]?.model ?? ''}, Node ${process.version}`
}
