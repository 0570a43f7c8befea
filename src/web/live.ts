import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { refreshPaths } from './api.ts'

export interface LiveState {
  readonly isConnected: boolean
  /** When the stream was last known to be up; what is on screen may be as old as this. */
  readonly lastContact: Date | null
}

let state: LiveState = { isConnected: false, lastContact: null }
const listeners = new Set<() => void>()

function setState(isConnected: boolean): void {
  if (isConnected === state.isConnected && !isConnected) return
  state = { isConnected, lastContact: new Date() }
  for (const listen of listeners) listen()
}

function subscribe(listen: () => void): () => void {
  listeners.add(listen)
  return () => listeners.delete(listen)
}

export function useLiveState(): LiveState {
  return useSyncExternalStore(subscribe, () => state)
}

/** Which further paths an event makes stale: `{ 'command.item': ['/command/today'] }`. */
export type LivePaths = Readonly<Record<string, readonly string[]>>

const refreshEveryMs = 1000
const reopenAfterMs = 5000

/** Opens the event stream and keeps what is on screen current. Used once, by the shell. */
export function useLive(further: LivePaths): void {
  const client = useQueryClient()
  useEffect(() => openLive(client, further), [client, further])
}

function openLive(client: QueryClient, further: LivePaths): () => void {
  const refresh = gatherRefreshes(client)
  let source: EventSource | null = null
  let reopening: ReturnType<typeof setTimeout> | undefined
  let wasCut = false
  const open = () => {
    source = new EventSource('/api/live')
    source.addEventListener('open', () => {
      setState(true)
      // What happened while the line was cut was not heard.
      if (wasCut) refresh.add(['/'])
      wasCut = false
    })
    source.addEventListener('message', ({ data }) => refresh.add(stalePaths(String(data), further)))
    source.addEventListener('error', () => {
      setState(false)
      wasCut = true
      // The browser reconnects by itself unless the server refused; then we do.
      if (source?.readyState === EventSource.CLOSED) reopening = setTimeout(open, reopenAfterMs)
    })
  }
  open()
  return () => {
    clearTimeout(reopening)
    source?.close()
    refresh.stop()
    setState(false)
  }
}

/** A storm of events costs one refresh a second. */
function gatherRefreshes(client: QueryClient) {
  const waiting = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    timer = undefined
    const prefixes = [...waiting]
    waiting.clear()
    void refreshPaths(client, prefixes)
  }
  return {
    add(prefixes: readonly string[]) {
      for (const prefix of prefixes) waiting.add(prefix)
      if (waiting.size > 0) timer ??= setTimeout(flush, refreshEveryMs)
    },
    stop() {
      clearTimeout(timer)
    },
  }
}

/** `command.item.acknowledged` makes `/command/item…` stale (tables are singular, paths plural). */
export function stalePaths(data: string, further: LivePaths): readonly string[] {
  const name = eventName(data)
  const [module, thing] = name.split('.')
  if (!module || !thing) return []
  const stem = thing.replaceAll('_', '-').replace(/y$/u, '')
  return [`/${module}/${stem}`, ...(further[`${module}.${thing}`] ?? [])]
}

function eventName(data: string): string {
  try {
    const event: unknown = JSON.parse(data)
    const hasName = typeof event === 'object' && event !== null && 'name' in event
    return hasName && typeof event.name === 'string' ? event.name : ''
  } catch {
    return ''
  }
}
