import { useText } from '../../i18n.ts'
import { Instant } from '../../ui/Instant.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import type { AccountRow } from './AccountsTable.tsx'

/** Whether the person can get in now, and if not, why. */
export function AccountState({ account }: { readonly account: AccountRow }) {
  const t = useText()
  const { closedAt, lockedUntil, mustChange, appointments } = account
  if (closedAt) return <StateTag tone="quiet">{t('web.accounts.closed')}</StateTag>
  return (
    <span className="row">
      {lockedUntil && (
        <>
          <StateTag tone="problem">{t('web.accounts.locked')}</StateTag>
          <span className="small">
            {t('web.accounts.until')} <Instant at={lockedUntil} />
          </span>
        </>
      )}
      {!lockedUntil && appointments.length === 0 && (
        <StateTag tone="problem">{t('web.accounts.no_entry')}</StateTag>
      )}
      {mustChange && <StateTag tone="waiting">{t('web.accounts.must_change')}</StateTag>}
      {!lockedUntil && !mustChange && appointments.length > 0 && (
        <StateTag tone="active">{t('web.accounts.open')}</StateTag>
      )}
    </span>
  )
}
