import { ShowSession } from '#kernel/access/session.schema.ts'
import type { Endpoint } from '#kernel/contract.ts'
import { type Read, useRead } from './api.ts'
import type { AnswerOf } from './request.ts'

export type Session = AnswerOf<typeof ShowSession>

const askAgainMs = 60_000

/** Who is at this desk. A 401 means nobody: the shell then shows the sign-in. */
export function useSession(): Read<Session> {
  return useRead(ShowSession, {}, { fresh: askAgainMs, every: askAgainMs })
}

/** Whether the post may call it; `null` while the session is not known yet. */
export function usePermits(): (endpoint: Pick<Endpoint, 'permission'>) => boolean | null {
  const { data } = useSession()
  return ({ permission }) => {
    if (permission === 'anyone' || permission === 'signed_in') return true
    return data ? data.permissions.includes(permission) : null
  }
}
