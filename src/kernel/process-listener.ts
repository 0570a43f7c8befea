import type { Client } from 'pg'
import { type Connection, ownerClient } from './db/pool.ts'
import type { LiveEvent } from './http/live.ts'

/** What a process does when another one has changed something. */
export interface Listening {
  /** Something happened that screens may show. */
  live(event: LiveEvent): void
  /** Units, policies or the clock were changed: read them again. */
  refresh(): void
  /** Sessions of an account (or `*`) were ended. */
  forget(who: string): void
}

export interface ProcessListener {
  stop(): Promise<void>
}

const retryMs = 1000
const cacheEvents = ['access.unit.', 'policy.set.', 'installation.clock.']

/**
 * One connection of a serving process that hears the others. When it breaks it is opened again, and
 * everything cached is read again: what was said meanwhile was not heard.
 */
export async function listenToProcesses(
  connection: Connection,
  listening: Listening,
): Promise<ProcessListener> {
  let stopped = false
  let client: Client | null = null
  let retry: NodeJS.Timeout | undefined
  const open = async (): Promise<void> => {
    const fresh = ownerClient(connection)
    fresh.on('notification', ({ channel, payload }) => hear(listening, channel, payload ?? ''))
    fresh.on('error', () => again(fresh))
    fresh.on('end', () => again(fresh))
    await fresh.connect()
    await fresh.query('listen bulwark_live; listen bulwark_access')
    client = fresh
  }
  const again = (broken: Client) => {
    if (stopped || (client !== null && client !== broken)) return
    client = null
    clearTimeout(retry)
    retry = setTimeout(() => void reopen(), retryMs)
  }
  const reopen = async () => {
    try {
      await open()
      listening.refresh()
      listening.forget('*')
    } catch {
      // The database is still away; requests say so themselves, and this tries again.
      retry = setTimeout(() => void reopen(), retryMs)
    }
  }
  await open()
  return {
    async stop() {
      stopped = true
      clearTimeout(retry)
      await client?.end()
    },
  }
}

function hear(listening: Listening, channel: string, payload: string): void {
  if (channel === 'bulwark_access') {
    listening.forget(payload)
    return
  }
  const event: LiveEvent = JSON.parse(payload)
  if (cacheEvents.some((prefix) => event.name.startsWith(prefix))) listening.refresh()
  listening.live(event)
}
