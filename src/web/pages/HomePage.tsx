import { useEffect } from 'react'
import { useFormat, useText } from '../i18n.ts'
import { useGo } from '../navigation.ts'
import { useSession } from '../session.ts'
import { homePath, useAdminPages, useNavigationEntries } from '../shell/navigation-entries.ts'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Page } from '../ui/Page.tsx'

/** Sends each post to its own first page; a post without one sees what it may open. */
export function HomePage() {
  const t = useText()
  const format = useFormat()
  const go = useGo()
  const { data } = useSession()
  const home = data ? homePath(data) : null
  const entries = [...useNavigationEntries(), ...useAdminPages()]
  useEffect(() => {
    if (home) go(home, { replace: true })
  }, [home, go])
  if (!data || home) return null
  return (
    <Page title={t('web.home.title', { name: format.name(data.account) })} width="narrow">
      {entries.length === 0 ? (
        <Empty>{t('web.home.nothing')}</Empty>
      ) : (
        <div className="row">
          {entries.map(({ path, text }) => (
            <ButtonLink key={path} to={path}>
              {t(text)}
            </ButtonLink>
          ))}
        </div>
      )}
    </Page>
  )
}
