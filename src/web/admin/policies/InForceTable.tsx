import { useFormat, useText } from '../../i18n.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { GroupedTable } from '../GroupedTable.tsx'
import { PolicyFigure } from './PolicyFigure.tsx'
import { PolicyTerm } from './PolicyTerm.tsx'
import { groupByArea, type KeyInForce, usePolicyWords } from './policy-words.ts'
import { StandingBadge } from './StandingBadge.tsx'

type Chosen = NonNullable<KeyInForce['chosen']>

export function InForceTable({ rows }: { readonly rows: readonly KeyInForce[] }) {
  const t = useText()
  const words = usePolicyWords()
  const missing = <span className="muted">{t('web.policy.none_in_force')}</span>
  return (
    <GroupedTable
      caption={t('web.policy.view.in_force')}
      groups={groupByArea(rows, words)}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'key',
          header: t('web.policy.key'),
          width: '34%',
          cell: (row) => <PolicyTerm row={row} />,
        },
        {
          key: 'value',
          header: t('web.policy.value'),
          cell: ({ chosen, entry }) =>
            chosen ? <PolicyFigure value={chosen.value} entry={entry} /> : missing,
        },
        {
          key: 'standing',
          header: t('web.policy.standing'),
          cell: ({ chosen }) =>
            chosen ? <StandingBadge status={chosen.status} /> : t('web.policy.dash'),
        },
        {
          key: 'order',
          header: t('web.policy.order'),
          cell: ({ chosen }) => (chosen ? <Order chosen={chosen} /> : t('web.policy.dash')),
        },
        {
          key: 'rule',
          header: t('web.policy.rule'),
          isNumeric: true,
          cell: ({ chosen, entry }) => chosen?.rule ?? entry?.rule ?? t('web.policy.dash'),
        },
      ]}
    />
  )
}

function Order({ chosen }: { readonly chosen: Chosen }) {
  const t = useText()
  const format = useFormat()
  return (
    <span className="term">
      <span>
        <AppLink to={`/admin/policies/${chosen.setId}`}>{chosen.orderNumber}</AppLink>{' '}
        <span className="small muted nowrap">
          <Instant at={chosen.effectiveFrom} show="day" /> –{' '}
          {chosen.effectiveTo ? (
            <Instant at={chosen.effectiveTo} show="day" />
          ) : (
            t('web.policy.open_end')
          )}
        </span>
      </span>
      <span className="small muted">
        {format.bilingual({ zh: chosen.issuerZh, en: chosen.issuerEn })}
      </span>
    </span>
  )
}
