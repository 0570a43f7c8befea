import { ledgerEndpoints } from '#kernel/ledger/ledger.schema.ts'
import { useRead } from '../../api.ts'
import { useText } from '../../i18n.ts'
import { Page } from '../../ui/Page.tsx'
import { Section } from '../../ui/Section.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { LedgerEntries } from './LedgerEntries.tsx'
import { LedgerStatus } from './LedgerStatus.tsx'
import { VerifyLedger } from './VerifyLedger.tsx'

const askAgainMs = 30_000

/** Who did what and when, in a chain that shows every later change. */
export function LedgerPage() {
  const t = useText()
  const status = useRead(ledgerEndpoints.status, {}, { every: askAgainMs })
  return (
    <Page title={t('web.admin.ledger')} lead={t('web.ledger.proves')}>
      <Section title={t('web.ledger.status')}>
        <Shown query={status}>{(shown) => <LedgerStatus status={shown} />}</Shown>
      </Section>
      <VerifyLedger />
      <LedgerEntries />
    </Page>
  )
}
