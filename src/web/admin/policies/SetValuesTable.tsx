import { policyWrites } from '#kernel/policy/policy.schema.ts'
import { useWrite } from '../../api.ts'
import { useFormat, useText } from '../../i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Can } from '../../ui/Can.tsx'
import type { Column } from '../../ui/column.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { GroupedTable } from '../GroupedTable.tsx'
import { PolicyFigure } from './PolicyFigure.tsx'
import { PolicyTerm } from './PolicyTerm.tsx'
import { groupByArea, type OpenedSet, type ShownValue, usePolicyWords } from './policy-words.ts'
import { StandingBadge } from './StandingBadge.tsx'

export interface SetValuesTableProps {
  readonly opened: OpenedSet
  readonly onEdit: (key: string) => void
}

export function SetValuesTable({ opened: { set, values }, onEdit }: SetValuesTableProps) {
  const t = useText()
  const words = usePolicyWords()
  const remove = useWrite(policyWrites.remove)
  const columns = useColumns()
  const acts: Column<ShownValue> = {
    key: 'acts',
    header: t('web.actions'),
    cell: (row) => (
      <span className="acts">
        <Can use={policyWrites.fix}>
          <Button kind="quiet" onClick={() => onEdit(row.key)}>
            {t('web.policy.edit_value')}
          </Button>
        </Can>
        <Can use={policyWrites.remove}>
          <Confirm
            verb={t('web.policy.remove_value')}
            thing={words.key(row)}
            run={() => remove.submit({ id: set.id, version: set.version, key: row.key })}
          />
        </Can>
      </span>
    ),
  }
  return (
    <GroupedTable
      caption={t('web.policy.values')}
      groups={groupByArea(values, words)}
      rowKey={({ key }) => key}
      heading="h3"
      columns={set.status === 'draft' ? [...columns, acts] : columns}
    />
  )
}

function useColumns(): readonly Column<ShownValue>[] {
  const t = useText()
  const format = useFormat()
  return [
    {
      key: 'key',
      header: t('web.policy.key'),
      width: '30%',
      cell: (row) => <PolicyTerm row={row} />,
    },
    {
      key: 'value',
      header: t('web.policy.value'),
      cell: ({ value, entry }) => <PolicyFigure value={value} entry={entry} />,
    },
    {
      key: 'standing',
      header: t('web.policy.standing'),
      cell: ({ status }) => <StandingBadge status={status} />,
    },
    {
      key: 'confidence',
      header: t('web.policy.confidence'),
      cell: ({ confidence }) =>
        confidence ? (
          <span className="nowrap">{t(`policy.confidence.${confidence}`)}</span>
        ) : (
          t('web.policy.not_stated')
        ),
    },
    {
      key: 'note',
      header: t('web.policy.note'),
      cell: ({ noteZh, noteEn }) => (
        <span className="small">
          {format.bilingual({ zh: noteZh, en: noteEn }) || t('web.policy.dash')}
        </span>
      ),
    },
    {
      key: 'rule',
      header: t('web.policy.rule'),
      isNumeric: true,
      cell: ({ rule }) => rule ?? t('web.policy.dash'),
    },
  ]
}
