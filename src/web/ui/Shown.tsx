import type { ReactNode } from 'react'
import type { Read } from '../api.ts'
import { Loading } from './Loading.tsx'
import { ProblemNotice } from './ProblemNotice.tsx'

export interface ShownProps<Answer> {
  readonly query: Read<Answer>
  readonly children: (answer: Answer) => ReactNode
}

/** What a read answered; until then that it is on its way, or why it is not. */
export function Shown<Answer>({ query, children }: ShownProps<Answer>) {
  if (query.data !== undefined) return children(query.data)
  if (query.problem) return <ProblemNotice problem={query.problem} retry={query.retry} />
  return <Loading />
}
