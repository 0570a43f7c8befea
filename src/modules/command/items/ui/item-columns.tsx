import { useFormat, useText } from '#web/i18n.ts'
import type { Column } from '#web/ui/column.ts'
import { UnitName } from '#web/ui/UnitName.tsx'
import { useViewport } from '#web/viewport.ts'
import type { ItemRow } from './item-filter.ts'
import { ItemDeadline } from './ItemDeadline.tsx'
import { ItemStateTag } from './ItemStateTag.tsx'

/** The columns of every list of items; on a phone number and title are the card's head. */
export function useItemColumns(): readonly Column<ItemRow>[] {
  const t = useText()
  const format = useFormat()
  const isNarrow = useViewport('narrow')
  const title = (row: ItemRow) => format.bilingual({ zh: row.titleZh, en: row.titleEn })
  return [
    {
      key: 'number',
      header: t('command.item.number'),
      cell: (row) =>
        isNarrow ? (
          `${row.number ?? ''} ${title(row)}`
        ) : (
          <span className="nowrap">{row.number}</span>
        ),
    },
    { key: 'title', header: t('command.item.title'), isWideOnly: true, cell: title },
    {
      key: 'lead',
      header: t('command.item.lead'),
      cell: ({ leadUnitCode }) =>
        leadUnitCode ? <UnitName code={leadUnitCode} /> : t('command.item.no_lead'),
    },
    {
      key: 'state',
      header: t('command.item.state'),
      cell: ({ state, isUnanswered }) => <ItemStateTag state={state} isUnanswered={isUnanswered} />,
    },
    {
      key: 'due',
      header: t('command.item.due'),
      cell: (row) => <ItemDeadline item={row} />,
    },
    {
      key: 'directive',
      header: t('command.directive.one'),
      isWideOnly: true,
      cell: (row) => (
        <span className="nowrap">{row.directiveNumber ?? t(`command.item.kind.${row.kind}`)}</span>
      ),
    },
  ]
}
