// Starts an empty installation in a folder of its own, waits for its first screen and stops it again.
// Ends with the line that scripts read.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { projectRoot } from '#kernel/root.ts'
import { closingLine } from './test-count.ts'

const patience = 120_000

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    // Refused: nobody listens yet. The caller asks again until its patience ends.
    return false
  }
}

async function startOnce(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'bulwark-start-'))
  const port = await freePort()
  const begun = performance.now()
  const child = spawn(
    'npm',
    ['start', '--silent', '--', '--empty', '--no-open', '--port', String(port), '--data', folder],
    { cwd: projectRoot, stdio: ['ignore', 'inherit', 'inherit'], detached: true },
  )
  const ended = once(child, 'exit')
  const url = `http://127.0.0.1:${port}/healthz`
  let up = false
  while (!up && child.exitCode === null && performance.now() - begun < patience) {
    up = await answers(url)
    if (!up) await pause(200)
  }
  process.stdout.write(
    `/healthz ${up ? 'answered' : 'did not answer'} after ${Math.round(performance.now() - begun)} ms\n`,
  )
  if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM')
  await ended
  await rm(folder, { recursive: true, force: true })
  return up
}

const ok = await startOnce()
process.stdout.write(`${closingLine({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 })}\n`)
process.exitCode = ok ? 0 : 1
