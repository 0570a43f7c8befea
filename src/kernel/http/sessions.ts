import type { Actor } from '../access/actor.ts'

/** Who is behind a session token; the access part answers, from a short cache. */
export interface SessionDoor {
  resolve(token: string): Promise<{ readonly actor: Actor } | null>
}

export const sessionCookie = 'bulwark_session'
