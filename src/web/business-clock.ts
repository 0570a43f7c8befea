import { useSyncExternalStore } from 'react'
import { useSession } from './session.ts'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let tick = Date.now()

// One timer for all clocks on the page; it stops when nobody shows one.
function subscribe(listen: () => void): () => void {
  listeners.add(listen)
  timer ??= setInterval(() => {
    tick = Date.now()
    for (const each of listeners) each()
  }, 1000)
  return () => {
    listeners.delete(listen)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

export interface BusinessClock {
  readonly now: Date
  /** 0 is a pause, 1 real time, 60 the demo. */
  readonly speed: number
}

/** Business time as it runs on the server, in steps of whole minutes; null before the session is known. */
export function useBusinessClock(): BusinessClock | null {
  const { data, updatedAt } = useSession()
  // Rounded to the minute, so that a table of deadlines is drawn again only when a figure changes.
  const minute = useSyncExternalStore(subscribe, () => {
    if (!data) return null
    const started = new Date(data.clock.now).getTime()
    const passed = Math.max(0, tick - updatedAt) * data.clock.speed
    return Math.floor((started + passed) / 60_000)
  })
  if (!data || minute === null) return null
  return { now: new Date(minute * 60_000), speed: data.clock.speed }
}

/** Whole minutes of real time since then; null for no moment. */
export function useMinutesSince(moment: Date | null): number | null {
  return useSyncExternalStore(subscribe, () =>
    moment ? Math.max(0, Math.floor((tick - moment.getTime()) / 60_000)) : null,
  )
}
