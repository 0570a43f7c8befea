import type { ReactNode } from 'react'
import type { Endpoint } from '#kernel/contract.ts'
import { useRefusal } from '../grants.ts'
import { usePermits } from '../session.ts'
import { BlockedContext } from './blocked.ts'

export interface CanProps {
  /** The endpoint that the button would call: the same permission that the server checks. */
  readonly use: Endpoint
  /** Why not now although the post may: a state, a missing part. */
  readonly unless?: string | null | undefined
  readonly children: ReactNode
}

/** Buttons inside are usable, or disabled with the reason and who can. Never hidden. */
export function Can({ use, unless, children }: CanProps) {
  const permits = usePermits()(use)
  const refusal = useRefusal(use.permission, permits === false)
  return <BlockedContext value={refusal ?? unless ?? null}>{children}</BlockedContext>
}
