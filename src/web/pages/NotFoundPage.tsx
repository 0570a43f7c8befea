import { useText } from '../i18n.ts'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Page } from '../ui/Page.tsx'

export function NotFoundPage() {
  const t = useText()
  return (
    <Page title={t('web.not_found.title')} width="narrow">
      <Empty action={<ButtonLink to="/">{t('web.not_found.home')}</ButtonLink>}>
        {t('web.not_found.text')}
      </Empty>
    </Page>
  )
}
