import { useText } from '#web/i18n.ts'
import { Deadline } from '#web/ui/Deadline.tsx'
import { Instant } from '#web/ui/Instant.tsx'
import type { ItemDetail } from './item-filter.ts'

export interface ItemDeadlineProps {
  readonly item: Pick<ItemDetail, 'dueAt' | 'claimedAt' | 'closedAt' | 'outcome' | 'level'>
  readonly isLong?: boolean
}

/** What is left while the lead unit works; afterwards whether it was in time. */
export function ItemDeadline({ item, isLong = false }: ItemDeadlineProps) {
  const t = useText()
  const { dueAt, level } = item
  const doneAt = item.claimedAt ?? item.closedAt
  if (dueAt === null || doneAt === null) {
    return <Deadline at={dueAt} level={level === 'none' ? null : level} isLong={isLong} />
  }
  return (
    <span className="deadline">
      <Instant at={dueAt} />
      <span className="muted small">{t(`command.item.clock.${endOf(item, dueAt, doneAt)}`)}</span>
    </span>
  )
}

function endOf({ outcome }: ItemDeadlineProps['item'], dueAt: string, doneAt: string) {
  if (outcome === 'withdrawn') return 'stopped'
  return new Date(doneAt) > new Date(dueAt) ? 'done_late' : 'done_in_time'
}
