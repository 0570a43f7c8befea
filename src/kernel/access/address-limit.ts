import type { Clock } from '../clock.ts'

/**
 * How often one network address may try to sign in. Kept in memory, per process: it only protects the
 * processor and slows a search over many names; what protects an account is its lock-out, in the database.
 */
export interface AddressLimit {
  /** Takes one attempt; answers 0, or the seconds to wait when there is none left. */
  take(address: string): number
  /** A sign-in that succeeded does not count: a whole office may share one address. */
  giveBack(address: string): void
}

const attempts = 60
const windowMs = 10 * 60_000
const addressesKept = 20_000

export function openAddressLimit(clock: Pick<Clock, 'real'>): AddressLimit {
  const windows = new Map<string, { until: number; used: number }>()
  return {
    take(address) {
      const now = clock.real().getTime()
      let window = windows.get(address)
      if (!window || window.until <= now) {
        // The oldest goes first; who fills the table from many addresses only resets his own counts.
        const oldest = windows.size >= addressesKept ? windows.keys().next().value : undefined
        if (oldest !== undefined) windows.delete(oldest)
        windows.delete(address)
        window = { until: now + windowMs, used: 0 }
        windows.set(address, window)
      }
      if (window.used >= attempts) return Math.ceil((window.until - now) / 1000)
      window.used += 1
      return 0
    },
    giveBack(address) {
      const window = windows.get(address)
      if (window && window.used > 0) window.used -= 1
    },
  }
}
