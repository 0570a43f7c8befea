import '../admin.css'
import { ledgerEndpoints } from '#kernel/ledger/ledger.schema.ts'
import { useList } from '../../api.ts'
import { useText } from '../../i18n.ts'
import { Section } from '../../ui/Section.tsx'
import { Table } from '../../ui/Table.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { useActWords } from '../act-words.ts'
import { ActOf } from '../ActOf.tsx'
import { Actor } from './Actor.tsx'
import { EntryDetails } from './EntryDetails.tsx'
import { LedgerFilters } from './LedgerFilters.tsx'
import { Subject } from './Subject.tsx'
import { useLedgerFilter } from './ledger-filter.ts'

/** The entries themselves, newest first. Their time is the server's, also in a drill. */
export function LedgerEntries() {
  const t = useText()
  const acts = useActWords()
  const filter = useLedgerFilter()
  const entries = useList(ledgerEndpoints.entries, { limit: 50, ...filter.input })
  return (
    <Section title={t('web.ledger.list')}>
      <LedgerFilters filter={filter} />
      <p className="small muted">{t('web.ledger.real_time')}</p>
      <Table
        caption={t('web.ledger.list')}
        query={entries}
        rowKey={({ id }) => id}
        rowName={({ seq, action, subjectKind }) =>
          `${seq} · ${acts(action, subjectKind) ?? action}`
        }
        empty={t('web.ledger.none')}
        preview={(entry) => <EntryDetails entry={entry} />}
        columns={[
          {
            key: 'act',
            header: t('web.ledger.act'),
            cell: ({ action, subjectKind }) => <ActOf action={action} outcome={subjectKind} />,
          },
          {
            key: 'at',
            header: t('web.ledger.at'),
            cell: ({ at }) => <Instant at={at} />,
          },
          {
            key: 'who',
            header: t('web.ledger.who'),
            cell: (entry) => <Actor entry={entry} onPick={filter.account.set} />,
          },
          {
            key: 'subject',
            header: t('web.ledger.subject'),
            cell: (entry) => <Subject entry={entry} onPick={filter.subject.set} />,
          },
          {
            key: 'seq',
            header: t('web.ledger.seq'),
            isNumeric: true,
            cell: ({ seq }) => seq,
          },
          {
            key: 'hash',
            header: t('web.ledger.hash'),
            isWideOnly: true,
            cell: ({ hash }) => <span className="hash muted nowrap">{hash.slice(0, 8)}…</span>,
          },
        ]}
      />
    </Section>
  )
}
