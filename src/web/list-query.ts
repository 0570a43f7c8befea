import type { Problem } from './problem.ts'

/** What a list shows: the rows so far, and how to get more. `useList` and `rowsOf` make it. */
export interface ListQuery<Row> {
  /** Undefined until the first answer: missing is not zero (law 4). */
  readonly rows: readonly Row[] | undefined
  readonly problem: Problem | null
  readonly isLoading: boolean
  readonly hasMore: boolean
  readonly isLoadingMore: boolean
  loadMore(): void
  retry(): void
}
