import { useText } from '../i18n.ts'
import { usePath } from '../navigation.ts'
import { NavigationLinks } from './NavigationLinks.tsx'
import { currentEntry, useNavigationEntries } from './navigation-entries.ts'

export function SideNavigation() {
  const t = useText()
  const entries = useNavigationEntries()
  const current = currentEntry(usePath(), entries)
  return (
    <nav className="side" aria-label={t('web.navigation')}>
      <NavigationLinks entries={entries} current={current} />
    </nav>
  )
}
