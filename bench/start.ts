// From `npm start` to the first usable screen, on a fresh checkout after `npm ci` and again, and the
// memory of both processes when idle.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '#kernel/root.ts'
import { machine } from './server.ts'

const idleMs = 10_000

export async function runStartBench(): Promise<object> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bulwark-bench-start-'))
  rmSync(join(projectRoot, 'dist'), { recursive: true, force: true })
  const first = await startOnce(dataDir)
  await first.stop()
  const second = await startOnce(dataDir)
  await new Promise((resolve) => setTimeout(resolve, idleMs))
  const idle = treeOf(second.pid).reduce((sum, pid) => sum + proportionalKb(pid), 0) / 1024
  await second.stop()
  rmSync(dataDir, { recursive: true, force: true })
  return {
    bench: 'start',
    first_s: seconds(first.ms),
    second_s: seconds(second.ms),
    idle_mb: Math.round(idle),
    machine: machine(),
  }
}

async function startOnce(dataDir: string) {
  const port = await freePort()
  const began = performance.now()
  const child = spawn(
    'npm',
    ['start', '--', '--no-open', '--port', String(port), '--data', dataDir],
    {
      cwd: projectRoot,
      stdio: ['ignore', 'ignore', 'inherit'],
      detached: true,
    },
  )
  await untilHealthy(port, child)
  const { pid } = child
  if (pid === undefined) throw new Error('npm start did not start')
  return { ms: performance.now() - began, pid, stop: () => stop(child, pid) }
}

async function untilHealthy(port: number, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`)
    const ok = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      ({ status }) => status === 200,
      () => false,
    )
    if (ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function stop(child: ChildProcess, pid: number): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  process.kill(-pid, 'SIGTERM')
  await ended
}

/** The process and everything it has started. */
function treeOf(pid: number): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number))
  const found = [pid]
  for (let i = 0; i < found.length; i += 1) {
    found.push(...pairs.flatMap(([child = 0, parent]) => (parent === found[i] ? [child] : [])))
  }
  return found
}

// Proportional set size: pages that PostgreSQL's processes share are counted once.
function proportionalKb(pid: number): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10
}
