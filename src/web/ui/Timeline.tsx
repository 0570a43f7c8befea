import type { ReactNode } from 'react'
import { Instant } from './Instant.tsx'

export interface TimelineEntry {
  readonly key: string
  readonly at: string
  readonly title: ReactNode
  /** Who, for which unit. */
  readonly by?: ReactNode
  readonly detail?: ReactNode
  readonly tone?: 'plain' | 'done' | 'problem'
}

export interface TimelineProps {
  readonly label: string
  readonly entries: readonly TimelineEntry[]
}

/** What happened, in the order the caller gives; append-only, so nothing here can be changed. */
export function Timeline({ label, entries }: TimelineProps) {
  return (
    <ol className="timeline" aria-label={label}>
      {entries.map(({ key, at, title, by, detail, tone = 'plain' }) => (
        <li key={key} className="timeline-entry" data-tone={tone}>
          <div className="row">
            <strong>{title}</strong>
            <span className="muted small">
              <Instant at={at} />
            </span>
          </div>
          {by && <div className="muted small">{by}</div>}
          {detail && <div>{detail}</div>}
        </li>
      ))}
    </ol>
  )
}
