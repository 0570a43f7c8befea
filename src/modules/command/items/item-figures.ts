import type { Figure } from '#kernel/facts/figure.ts'

const open = 'issued_at <= :cut and (closed_at is null or closed_at > :cut)'

/** What command counts for others: dashboards, the wall, monitoring. Each says what held at the cut. */
export const itemFigures: readonly Figure[] = [
  { name: 'command.item.open', view: 'command.item_fact', filter: open },
  {
    name: 'command.item.overdue',
    view: 'command.item_fact',
    filter: `${open} and due_at <= :cut and (claimed_at is null or claimed_at > :cut)`,
  },
  {
    name: 'command.item.unacknowledged',
    view: 'command.item_fact',
    filter: `${open} and (acknowledged_at is null or acknowledged_at > :cut)`,
  },
]
