import { createInterface } from 'node:readline'
import { startEmbedded } from './supervisor.ts'
import { StartProblem } from './start-problem.ts'

/** A process of its own that starts the server of a folder, says how it went, and stops it when told to. */
const [dataDir = ''] = process.argv.slice(2)

try {
  const server = await startEmbedded({ dataDir })
  const { host, port, user, database, pid, version } = server
  console.log(JSON.stringify({ server: { host, port, user, database, pid, version } }))
  createInterface({ input: process.stdin }).once('line', () => {
    void server.stop().then(() => process.exit(0))
  })
} catch (error) {
  if (!(error instanceof StartProblem)) throw error
  console.log(JSON.stringify({ problem: { code: error.code, params: error.params } }))
}
