import { policyReads } from '#kernel/policy/policy.schema.ts'
import { useList } from '../../api.ts'
import { useFormat, useText } from '../../i18n.ts'
import { Instant } from '../../ui/Instant.tsx'
import { Table } from '../../ui/Table.tsx'
import { SetState } from './SetState.tsx'

/** Every set there is, drafts included; the latest first. */
export function SetsView() {
  const t = useText()
  const format = useFormat()
  const sets = useList(policyReads.list, { limit: 50 })
  return (
    <Table
      caption={t('web.policy.view.sets')}
      query={sets}
      rowKey={({ id }) => id}
      rowName={(set) => format.name(set)}
      rowLink={({ id }) => `/admin/policies/${id}`}
      empty={t('web.policy.no_sets')}
      columns={[
        { key: 'name', header: t('web.policy.name'), cell: (set) => format.name(set) },
        {
          key: 'order',
          header: t('web.policy.order_number'),
          cell: ({ orderNumber }) => orderNumber ?? t('web.policy.not_stated'),
        },
        {
          key: 'issuer',
          header: t('web.policy.issuer'),
          cell: ({ issuerZh, issuerEn }) =>
            format.bilingual({ zh: issuerZh, en: issuerEn }) || t('web.policy.not_stated'),
        },
        {
          key: 'from',
          header: t('web.policy.from'),
          cell: ({ effectiveFrom }) =>
            effectiveFrom ? <Instant at={effectiveFrom} show="day" /> : t('web.policy.not_stated'),
        },
        {
          key: 'to',
          header: t('web.policy.to'),
          cell: ({ effectiveTo }) =>
            effectiveTo ? <Instant at={effectiveTo} show="day" /> : t('web.policy.open_end'),
        },
        { key: 'state', header: t('web.policy.state'), cell: (set) => <SetState set={set} /> },
      ]}
    />
  )
}
