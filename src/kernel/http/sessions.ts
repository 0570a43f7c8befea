import type { Actor } from '../access/actor.ts'

/** Who is behind a session token; the access part answers, from a short cache. */
export interface SessionDoor {
  resolve(token: string): Promise<{ readonly actor: Actor } | null>
}

/** How many failed attempts an address may make; seconds to wait, 0 is now. */
export interface AttemptLimit {
  take(address: string): number
  giveBack(address: string): void
}

export const sessionCookie = 'bulwark_session'
