import { useFormat, useText } from '#web/i18n.ts'
import { AppLink } from '#web/ui/AppLink.tsx'
import type { Column } from '#web/ui/column.ts'
import { Instant } from '#web/ui/Instant.tsx'
import { LevelBadge } from '#web/ui/LevelBadge.tsx'
import { useViewport } from '#web/viewport.ts'
import { itemsAddress } from '../../items/ui/item-filter.ts'
import type { DirectiveRow } from './directive-rows.ts'
import { DirectiveStatusTag } from './DirectiveStatusTag.tsx'

/** Where a directive is read, or written while it is a draft. */
export function directiveAddress({ id, status }: Pick<DirectiveRow, 'id' | 'status'>): string {
  return status === 'drafted' ? `/directives/${id}/edit` : `/directives/${id}`
}

/** The list's columns; on a phone number and title are the card's head. */
export function useDirectiveColumns(): readonly Column<DirectiveRow>[] {
  const t = useText()
  const format = useFormat()
  const isNarrow = useViewport('narrow')
  const title = (row: DirectiveRow) => format.bilingual({ zh: row.titleZh, en: row.titleEn })
  const number = (row: DirectiveRow) => row.number ?? t('command.directive.no_number')
  return [
    {
      key: 'number',
      header: t('command.directive.number'),
      cell: (row) =>
        isNarrow ? `${number(row)} ${title(row)}` : <span className="nowrap">{number(row)}</span>,
    },
    {
      key: 'series',
      header: t('command.directive.series'),
      cell: ({ series }) => (
        <span className="nowrap">{t(`command.directive.series.${series}`)}</span>
      ),
    },
    { key: 'title', header: t('command.directive.title'), isWideOnly: true, cell: title },
    {
      key: 'status',
      header: t('command.directive.status'),
      cell: ({ status }) => <DirectiveStatusTag status={status} />,
    },
    {
      key: 'done',
      header: t('command.directive.done'),
      isNumeric: true,
      cell: ({ closedCount, taskCount }) =>
        t('command.directive.of', { some: closedCount, all: taskCount }),
    },
    {
      key: 'acknowledged',
      header: t('command.directive.acknowledged'),
      isNumeric: true,
      cell: ({ acknowledgedCount, taskCount }) =>
        t('command.directive.of', { some: acknowledgedCount, all: taskCount }),
    },
    {
      key: 'red',
      header: t('command.item.level.red'),
      isNumeric: true,
      cell: (row) => <RedCount row={row} />,
    },
    {
      key: 'issued',
      header: t('command.directive.issued_at'),
      cell: ({ issuedAt }) =>
        issuedAt ? <Instant at={issuedAt} /> : t('command.directive.not_issued'),
    },
  ]
}

function RedCount({ row }: { readonly row: DirectiveRow }) {
  const format = useFormat()
  const { redCount, id } = row
  if (redCount === 0) return <span className="muted">0</span>
  return (
    <AppLink to={itemsAddress({ view: 'area', level: 'red', directiveId: id })}>
      <LevelBadge level="red">{format.number(redCount)}</LevelBadge>
    </AppLink>
  )
}
