import { QueryCache, QueryClient } from '@tanstack/react-query'
import { ShowSession } from '#kernel/access/session.schema.ts'
import { problemFrom, unreachable } from './problem.ts'

const attempts = 2
const freshMs = 2000

function isWorthRetrying(count: number, error: unknown): boolean {
  const { status } = problemFrom(error)
  return count < attempts && (status === unreachable || status === 502 || status === 504)
}

export const queryClient: QueryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: isWorthRetrying, staleTime: freshMs, networkMode: 'always' },
  },
  queryCache: new QueryCache({
    // Any read may be the first to learn that the session has ended; the shell then asks for the sign-in.
    onError(error, { queryKey }) {
      if (problemFrom(error).status !== 401 || queryKey[0] === ShowSession.path) return
      void queryClient.invalidateQueries({ queryKey: [ShowSession.path] })
    },
  }),
})
