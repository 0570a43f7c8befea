import { useText } from '#web/i18n.ts'
import { QrCode } from '#web/ui/QrCode.tsx'

/** On paper only: the address of this page, for a phone's camera. */
export function PrintedAddress({ number }: { readonly number: string | null }) {
  const t = useText()
  const address = `${window.location.origin}${window.location.pathname}`
  return (
    <div className="print-only printed-address">
      <QrCode text={address} label={t('command.item.qr', { number })} />
      <span className="small">{address}</span>
    </div>
  )
}
