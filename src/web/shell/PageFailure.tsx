import { useText } from '../i18n.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'

/** A page that broke; the rest of the console goes on. */
export function PageFailure({ error }: { readonly error: unknown }) {
  const t = useText()
  const detail = error instanceof Error ? error.message : String(error)
  return (
    <Page title={t('web.failed.title')} width="narrow">
      <Notice
        tone="problem"
        action={<Button onClick={() => location.reload()}>{t('web.failed.reload')}</Button>}
      >
        <p>{t('web.failed.text')}</p>
        <p className="small">
          <code>{detail}</code>
        </p>
      </Notice>
    </Page>
  )
}
