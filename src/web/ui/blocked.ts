import { createContext, use } from 'react'

/** Why the buttons below may not be used now; null when they may. Set by `Can`. */
export const BlockedContext = createContext<string | null>(null)

export function useBlocked(own: string | undefined): string | null {
  const inherited = use(BlockedContext)
  return own ?? inherited
}
