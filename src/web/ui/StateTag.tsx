import type { ReactNode } from 'react'

export type StateTone = 'waiting' | 'active' | 'done' | 'problem' | 'quiet'

/** The state of a thing, in its own word; the mark repeats it and never stands alone. */
export function StateTag({
  tone,
  children,
}: {
  readonly tone: StateTone
  readonly children: ReactNode
}) {
  return (
    <span className="state-tag" data-tone={tone}>
      {children}
    </span>
  )
}
