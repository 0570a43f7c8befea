import { useFormat, useText } from '../../i18n.ts'
import { StateTag, type StateTone } from '../../ui/StateTag.tsx'
import { GroupedTable } from '../GroupedTable.tsx'
import { PolicyFigure } from './PolicyFigure.tsx'
import { PolicyTerm } from './PolicyTerm.tsx'
import { type ComparedKey, groupByArea, type PolicySetRow, usePolicyWords } from './policy-words.ts'
import { shortName } from './set-name.ts'
import { StandingBadge } from './StandingBadge.tsx'

export interface ComparedTableProps {
  readonly left: PolicySetRow
  readonly right: PolicySetRow
  readonly rows: readonly ComparedKey[]
}

const tones = {
  same: 'quiet',
  different: 'active',
  only_left: 'waiting',
  only_right: 'waiting',
} as const satisfies Record<ComparedKey['verdict'], StateTone>

export function ComparedTable({ left, right, rows }: ComparedTableProps) {
  const t = useText()
  const format = useFormat()
  const words = usePolicyWords()
  return (
    <GroupedTable
      caption={t('web.policy.view.compare')}
      groups={groupByArea(rows, words)}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'key',
          header: t('web.policy.key'),
          width: '30%',
          cell: (row) => <PolicyTerm row={row} />,
        },
        {
          key: 'left',
          header: shortName(left, format.name(left)),
          width: '28%',
          cell: (row) => <Side row={row} side="left" />,
        },
        {
          key: 'right',
          header: shortName(right, format.name(right)),
          width: '28%',
          cell: (row) => <Side row={row} side="right" />,
        },
        {
          key: 'verdict',
          header: t('web.policy.verdict'),
          cell: ({ verdict }) => (
            <StateTag tone={tones[verdict]}>{t(`policy.verdict.${verdict}`)}</StateTag>
          ),
        },
      ]}
    />
  )
}

function Side({ row, side }: { readonly row: ComparedKey; readonly side: 'left' | 'right' }) {
  const t = useText()
  const format = useFormat()
  const shown = row[side]
  if (!shown) return <span className="muted">{t('web.policy.not_in_set')}</span>
  const note = format.bilingual({ zh: shown.noteZh, en: shown.noteEn })
  return (
    <div className="term compared" data-differs={row.verdict === 'different'}>
      <span className="row">
        <PolicyFigure value={shown.value} entry={row.entry} />
        <StandingBadge status={shown.status} />
      </span>
      {note && <span className="small muted">{note}</span>}
    </div>
  )
}
