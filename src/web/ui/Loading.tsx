import { useText } from '../i18n.ts'

/** The place of something on its way; the lines only hold the room. */
export function Loading({ lines = 4 }: { readonly lines?: number }) {
  const t = useText()
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">{t('web.loading')}</span>
      {Array.from({ length: lines }, (_line, index) => (
        <div key={index} className="skeleton-line" />
      ))}
    </div>
  )
}
