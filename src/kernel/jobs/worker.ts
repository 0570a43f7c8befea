import type { Client } from 'pg'
import { type Connection, ownerClient } from '../db/pool.ts'
import { describeFault } from '../fault.ts'
import type { Runtime } from '../runtime.ts'
import { relayEvents } from './relay.ts'
import { runJobs } from './jobs.ts'
import { runTimers } from './timers.ts'

export interface Log {
  info(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** A part of the worker: does what is due, answers how much it did. */
export type Round = (runtime: Runtime, log: Log) => Promise<number>

export interface Worker {
  /** Finishes what it holds, then stops. */
  stop(): Promise<void>
}

const idleMs = 800

/**
 * The one loop of `bulwark work`. Each round claims rows, works on them in the same transaction and commits;
 * a worker that dies loses its connection, and its rows are free again. Woken by NOTIFY, at the latest
 * within the second.
 */
export async function startWorker(
  runtime: Runtime,
  options: {
    readonly connection: Connection
    readonly log: Log
    readonly rounds?: readonly Round[]
  },
): Promise<Worker> {
  const rounds: readonly Round[] = [relayEvents, runJobs, runTimers, ...(options.rounds ?? [])]
  const bell = wakeUpBell()
  const listener = await listen(options.connection, bell.ring)
  let stopping = false
  const loop = (async () => {
    while (!stopping) {
      const done = await runRounds(runtime, rounds, options.log)
      if (done === 0 && !stopping) await bell.wait(idleMs)
    }
  })()
  return {
    async stop() {
      stopping = true
      bell.ring()
      await loop
      await listener?.end()
    },
  }
}

/** One pass over all parts; a part that fails is logged and tried again in the next pass. */
export async function runRounds(
  runtime: Runtime,
  rounds: readonly Round[],
  log: Log,
): Promise<number> {
  let done = 0
  for (const round of rounds) {
    try {
      done += await round(runtime, log)
    } catch (error) {
      log.error({ round: round.name, ...describeFault(error) }, 'a round of the worker failed')
    }
  }
  return done
}

function wakeUpBell(): { ring: () => void; wait: (ms: number) => Promise<void> } {
  let wake: (() => void) | null = null
  let rung = false
  return {
    ring() {
      rung = true
      wake?.()
    },
    async wait(ms) {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timeout = setTimeout(resolve, ms)
          wake = () => {
            clearTimeout(timeout)
            resolve()
          }
        })
      }
      rung = false
      wake = null
    },
  }
}

// The bell only saves a second; without it the loop still looks within the second.
async function listen(connection: Connection, ring: () => void): Promise<Client | null> {
  const client = ownerClient(connection)
  client.on('notification', ring)
  client.on('error', ring)
  await client.connect()
  await client.query('listen bulwark_work')
  return client
}
