import '../admin.css'
import { useText } from '../../i18n.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { ActOf } from '../ActOf.tsx'
import { inFours } from './in-fours.ts'
import type { LedgerEntry } from './ledger-filter.ts'

/** Everything the chain keeps of one act; never its content. */
export function EntryDetails({ entry }: { readonly entry: LedgerEntry }) {
  const t = useText()
  return (
    <Facts
      missing={t('web.none')}
      facts={[
        {
          label: t('web.ledger.act'),
          value: <ActOf action={entry.action} outcome={entry.subjectKind} />,
        },
        { label: t('web.ledger.at'), value: <Instant at={entry.at} /> },
        { label: t('web.ledger.seq'), value: entry.seq },
        { label: t('web.ledger.entry_id'), value: <span className="hash">{entry.id}</span> },
        {
          label: t('web.ledger.subject_id'),
          value: entry.subjectId && <span className="hash">{entry.subjectId}</span>,
        },
        {
          label: t('web.ledger.hash'),
          value: <span className="hash">{inFours(entry.hash)}</span>,
        },
      ]}
    />
  )
}
