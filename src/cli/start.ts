import { spawn } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import type { Config } from '#kernel/config.ts'
import { productVersion } from '#kernel/version.ts'
import { setupCode } from '#kernel/installation/setup-code.ts'
import { serveDemoEntries } from '../demo/demo-entries.ts'
import { type Demo, openDemo } from '../demo/demo.ts'
import { type House, openHouse, serve, type Serving, work } from '../house.ts'
import { demoBanner, emptyBanner } from './banner.ts'
import { awaitEnd, type End, sayEnd } from './end.ts'
import { listenToKeys } from './keys-of-terminal.ts'

type Part = 'serve' | 'work'

/** `npm start`: everything in one process, the demo city unless `--empty`. */
export async function start(config: Config): Promise<number> {
  const began = Date.now()
  const house = await openHouse(config)
  const end = awaitEnd(house)
  const databaseMs = Date.now() - began
  let isOpen = config.isEmpty
  const running = await run(house, ['serve', 'work'], {
    isOpen: () => isOpen,
    further(server) {
      if (!config.isEmpty) serveDemoEntries(server, house.runtime)
    },
  })
  const address = addressOf(config, running.serving?.address)
  const line = { address, version: productVersion(), databaseMs, wantedPort: config.port }
  if (config.isEmpty) {
    await running.ready()
    process.stdout.write(emptyBanner({ ...line, setupCode: setupCode() }))
    openBrowser(config, `${address}/`)
    return untilStopped(running, end, null)
  }
  const demo = await openDemo(house, running.serving)
  isOpen = true
  await running.ready()
  process.stdout.write(demoBanner({ ...line, story: demo.summary }))
  openBrowser(config, `${address}/roles`)
  return untilStopped(running, end, demo)
}

/** `bulwark serve` and `bulwark work`: one side alone, as many processes as wanted. */
export async function keepRunning(config: Config, parts: readonly Part[]): Promise<number> {
  const house = await openHouse(config)
  const end = awaitEnd(house)
  const running = await run(house, parts)
  await running.ready()
  const address = running.serving ? ` ${addressOf(config, running.serving.address)}` : ''
  process.stdout.write(`bulwark ${parts.join(' + ')}${address}\n`)
  return untilStopped(running, end, null)
}

interface Running {
  readonly house: House
  readonly serving: Serving | undefined
  ready(): Promise<void>
  stop(): Promise<void>
}

async function run(
  house: House,
  parts: readonly Part[],
  options?: Parameters<typeof serve>[1],
): Promise<Running> {
  const serving = parts.includes('serve') ? await serve(house, options) : undefined
  const worker = parts.includes('work') ? await work(house) : undefined
  return {
    house,
    serving,
    // The first screen is usable when the server answers for itself.
    ready: async () => {
      const health = await serving?.http.server.inject('/healthz')
      if (health && health.statusCode !== 200) throw new Error('the first screen does not answer')
    },
    async stop() {
      await serving?.stop()
      await worker?.stop()
      await house.stop()
    },
  }
}

const stopLimitMs = 20_000

/** Waits for the end, then stops in order: requests, jobs, database. */
async function untilStopped(running: Running, end: End, demo: Demo | null): Promise<number> {
  listenToKeys(demo, end.ask)
  const reason = await end.reason
  const limit = setTimeout(() => process.exit(1), stopLimitMs)
  limit.unref()
  const exitCode = sayEnd(reason)
  demo?.stop()
  await running.stop()
  process.stdin.pause()
  return exitCode
}

function addressOf(config: Config, address: AddressInfo | undefined): string {
  return `${config.tlsCert ? 'https' : 'http'}://localhost:${address?.port ?? config.port}`
}

function openBrowser(config: Config, url: string): void {
  if (!config.opensBrowser || !process.stdout.isTTY) return
  const program = process.platform === 'darwin' ? 'open' : 'xdg-open'
  const child = spawn(program, [url], { stdio: 'ignore', detached: true })
  // A machine without a desktop has no browser to open; the address is on the screen.
  child.on('error', () => {})
  child.unref()
}
