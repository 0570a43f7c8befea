import { useEffect } from 'react'
import { useText } from '../i18n.ts'

/** The heading of a card before the sign-in, and the document's title. */
export function GateTitle({ children }: { readonly children: string }) {
  const t = useText()
  useEffect(() => {
    document.title = `${children} · ${t('web.product')}`
  }, [children, t])
  return <h1>{children}</h1>
}
