import { useText } from '#web/i18n.ts'
import { Empty } from '#web/ui/Empty.tsx'
import { Instant } from '#web/ui/Instant.tsx'
import { Section } from '#web/ui/Section.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { UnitName } from '#web/ui/UnitName.tsx'
import type { DirectiveDetail, ReceiptRow } from './directive-rows.ts'

/** Who was sent it, and who has not opened it yet: those first. */
export function DirectiveReceipts({ directive }: { readonly directive: DirectiveDetail }) {
  const t = useText()
  const { receipts } = directive
  const unread = receipts.filter(({ readAt }) => readAt === null)
  const read = receipts.filter(({ readAt }) => readAt !== null)
  return (
    <Section title={t('command.directive.receipts', { some: read.length, all: receipts.length })}>
      {receipts.length === 0 ? (
        <Empty>{t('command.directive.no_receipts')}</Empty>
      ) : (
        <ul className="receipts">
          {[...unread, ...read].map((receipt) => (
            <Receipt key={`${receipt.unitCode} ${receipt.role}`} receipt={receipt} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function Receipt({ receipt }: { readonly receipt: ReceiptRow }) {
  const t = useText()
  const { unitCode, role, readAt } = receipt
  return (
    <li className="receipt">
      <span>
        <UnitName code={unitCode} />{' '}
        <span className="muted small">{t(`command.receipt.role.${role}`)}</span>
      </span>
      {readAt === null ? (
        <StateTag tone="waiting">{t('command.directive.unread')}</StateTag>
      ) : (
        <span className="muted small">
          {t('command.directive.read_at')} <Instant at={readAt} />
        </span>
      )}
    </li>
  )
}
