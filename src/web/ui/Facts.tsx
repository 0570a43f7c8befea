import type { ReactNode } from 'react'

export interface Fact {
  readonly label: string
  /** Null or undefined is shown as "not stated", never as nothing (law 4). */
  readonly value: ReactNode
}

export interface FactsProps {
  readonly facts: readonly Fact[]
  readonly missing: string
}

/** Name and value pairs of one thing. */
export function Facts({ facts, missing }: FactsProps) {
  return (
    <dl className="facts">
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value ?? <span className="muted">{missing}</span>}</dd>
        </div>
      ))}
    </dl>
  )
}
