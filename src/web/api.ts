import {
  type QueryClient,
  type UseQueryResult,
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Endpoint } from '#kernel/contract.ts'
import type { ListQuery } from './list-query.ts'
import { Problem, problemFrom, unreachable } from './problem.ts'
import { type AnswerOf, type InputOf, addressOf, callApi, request } from './request.ts'
import { writeAction } from './write-action.ts'

export interface Read<Answer> {
  /** Undefined until the first answer: missing is not zero (law 4). */
  readonly data: Answer | undefined
  readonly problem: Problem | null
  readonly isLoading: boolean
  readonly updatedAt: number
  retry(): void
}

export interface ReadOptions {
  /** False: not asked for yet (a picker before the first letter). */
  readonly enabled?: boolean
  readonly purpose?: string
  /** Milliseconds for which the answer is not asked for again; live events ask for it all the same. */
  readonly fresh?: number
  /** Milliseconds after which it is asked again by itself, for what no event announces. */
  readonly every?: number
}

/** The key starts with the path, so that an event finds the reads it makes stale. */
function keyOf(endpoint: Endpoint, input: unknown, options: ReadOptions): readonly unknown[] {
  const { path, rest } = addressOf(endpoint.path, input)
  return [path, rest, options.purpose ?? null]
}

/** One read, kept fresh by live events. */
export function useRead<Of extends Endpoint>(
  endpoint: Of,
  input: InputOf<Of>,
  options: ReadOptions = {},
): Read<AnswerOf<Of>> {
  const query = useQuery<AnswerOf<Of>>({
    queryKey: keyOf(endpoint, input, options),
    queryFn: ({ signal }) => request(endpoint, input, { signal, purpose: options.purpose }),
    enabled: options.enabled ?? true,
    ...(options.fresh === undefined ? {} : { staleTime: options.fresh }),
    ...(options.every === undefined ? {} : { refetchInterval: options.every }),
  })
  return readOf(query)
}

function readOf<Answer>(query: UseQueryResult<Answer>): Read<Answer> {
  return {
    data: query.data,
    problem: readProblem(query.error),
    isLoading: query.isLoading,
    updatedAt: query.dataUpdatedAt,
    retry: () => void query.refetch(),
  }
}

/** A read that got no answer leaves nothing in doubt, unlike a write. */
function readProblem(error: unknown): Problem | null {
  if (!error) return null
  const problem = problemFrom(error)
  return problem.status === unreachable
    ? new Problem(unreachable, 'web.unreachable_read', {})
    : problem
}

interface Page<Row> {
  readonly rows: readonly Row[]
  readonly next: string | null
}

type RowOf<Of extends Endpoint> =
  AnswerOf<Of> extends { rows: readonly (infer Row)[] } ? Row : never

/** A keyset list (`pageInput` in, `page(Row)` out); the table's "load more" appends. */
export function useList<Of extends Endpoint>(
  endpoint: Of,
  input: Omit<InputOf<Of>, 'after'>,
  options: ReadOptions = {},
): ListQuery<RowOf<Of>> {
  const query = useInfiniteQuery({
    queryKey: [...keyOf(endpoint, input, options), 'list'],
    queryFn: async ({ pageParam, signal }): Promise<Page<RowOf<Of>>> => {
      const paged = { ...input, ...(pageParam ? { after: pageParam } : {}) }
      return callApi(endpoint, paged, { signal, purpose: options.purpose })
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
  })
  return {
    rows: query.data?.pages.flatMap((page) => page.rows),
    problem: readProblem(query.error),
    isLoading: query.isLoading,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  }
}

/** A read whose answer is (or holds) all rows, as a list for the table. */
export function rowsOf<Answer, Row>(
  query: Read<Answer>,
  pick: (answer: Answer) => readonly Row[],
): ListQuery<Row> {
  return {
    rows: query.data === undefined ? undefined : pick(query.data),
    problem: query.problem,
    isLoading: query.isLoading,
    hasMore: false,
    isLoadingMore: false,
    loadMore: () => undefined,
    retry: query.retry,
  }
}

export interface Write<Of extends Endpoint> {
  /** Sends it. While one is under way the same promise is answered: a double click is one action. */
  submit(input: InputOf<Of>): Promise<AnswerOf<Of>>
  readonly isBusy: boolean
  readonly problem: Problem | null
  reset(): void
}

/** One write, with its state; the idempotency key is `writeAction`'s. */
export function useWrite<Of extends Endpoint>(endpoint: Of): Write<Of> {
  const client = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const submit = useMemo(() => {
    const send = async (input: InputOf<Of>, idempotencyKey: string): Promise<AnswerOf<Of>> => {
      setBusy(true)
      setProblem(null)
      try {
        const answer = await requestAgain(() => request(endpoint, input, { idempotencyKey }))
        await refreshAfter(client, endpoint)
        return answer
      } catch (error) {
        const found = problemFrom(error)
        setProblem(found)
        throw found
      } finally {
        setBusy(false)
      }
    }
    return writeAction(send)
  }, [client, endpoint])
  return { submit, isBusy, problem, reset: () => setProblem(null) }
}

const pauseBeforeRetryMs = 1000

/** Once more after silence: the key makes it harmless. */
async function requestAgain<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send()
  } catch (error) {
    if (problemFrom(error).status !== unreachable) throw error
    await new Promise((resume) => setTimeout(resume, pauseBeforeRetryMs))
    return send()
  }
}

async function refreshAfter(client: QueryClient, endpoint: Endpoint): Promise<void> {
  const [, module] = endpoint.path.split('/')
  await refreshPaths(client, [`/${module ?? ''}/`])
}

/** Asks again for what is on screen below these paths; what is not on screen is asked for when it is opened. */
export async function refreshPaths(
  client: QueryClient,
  prefixes: readonly string[],
): Promise<void> {
  await client.invalidateQueries({
    predicate: ({ queryKey: [path] }) =>
      typeof path === 'string' && prefixes.some((prefix) => path.startsWith(prefix)),
  })
}
