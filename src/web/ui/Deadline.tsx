import { Tooltip } from 'antd'
import { useBusinessClock } from '../business-clock.ts'
import { spanOf } from '../format.ts'
import { useFormat, useText } from '../i18n.ts'
import { type Level, LevelBadge } from './LevelBadge.tsx'

export interface DeadlineProps {
  /** Null: no deadline was set, which is said. */
  readonly at: string | null
  /** When it was met; the remaining time is then of no interest. */
  readonly metAt?: string | null
  /** Why it counts: rule, order number, legal or local. */
  readonly basis?: string
  /** The level the server gave; an overdue deadline is red in any case (rule 7). */
  readonly level?: Level | null
  /** Shows the moment itself beside what is left. */
  readonly isLong?: boolean
}

/** How much time is left or has been overrun, in business time, with its basis. */
export function Deadline({ at, metAt = null, basis, level = null, isLong = false }: DeadlineProps) {
  const t = useText()
  const format = useFormat()
  const clock = useBusinessClock()
  if (at === null) return <span className="muted">{t('web.deadline.none')}</span>
  const moment = <time dateTime={at}>{format.instant(at)}</time>
  if (metAt !== null || !clock) {
    return (
      <span className="deadline">
        {moment}
        {metAt !== null && <span className="muted small">{t('web.deadline.met')}</span>}
      </span>
    )
  }
  const left = new Date(at).getTime() - clock.now.getTime()
  const { key, days, hours, minutes } = spanOf(left)
  const span = t(`web.span.${key}`, { days, hours, minutes })
  const words = t(left < 0 ? 'web.deadline.overdue' : 'web.deadline.left', { span })
  const shown: Level | null = left < 0 ? 'red' : level
  return (
    <Tooltip
      title={[format.instant(at), basis].filter(Boolean).join(' · ')}
      trigger={['hover', 'focus']}
    >
      <span className="deadline nowrap">
        {shown ? <LevelBadge level={shown}>{words}</LevelBadge> : <span>{words}</span>}
        {isLong ? (
          <span className="muted small">{moment}</span>
        ) : (
          <span className="visually-hidden">{moment}</span>
        )}
      </span>
    </Tooltip>
  )
}
