import { useState } from 'react'
import { useText } from '../i18n.ts'
import { usePath } from '../navigation.ts'
import { AppLink } from '../ui/AppLink.tsx'
import { Drawer } from '../ui/Drawer.tsx'
import { Icon } from '../ui/Icon.tsx'
import { NavigationLinks } from './NavigationLinks.tsx'
import { currentEntry, useAdminPages, useNavigationEntries } from './navigation-entries.ts'

const fits = 4

/** The navigation where a thumb reaches it; the rest behind the last button. */
export function BottomBar() {
  const t = useText()
  const [isOpen, setOpen] = useState(false)
  const entries = useNavigationEntries()
  const admin = useAdminPages().map(({ text, path }) => ({ text, path, icon: 'settings' as const }))
  const path = usePath()
  const current = currentEntry(path, entries)
  return (
    <nav className="bottom" aria-label={t('web.navigation')}>
      {entries.slice(0, fits).map((entry) => (
        <AppLink
          key={entry.path}
          to={entry.path}
          className="bottom-link"
          aria-current={entry.path === current ? 'page' : undefined}
        >
          <Icon name={entry.icon} />
          <span>{t(entry.text)}</span>
        </AppLink>
      ))}
      <button type="button" className="bottom-link" onClick={() => setOpen(true)}>
        <Icon name="menu" />
        <span>{t('web.more')}</span>
      </button>
      <Drawer
        title={t('web.navigation')}
        side="left"
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      >
        <NavigationLinks
          entries={[...entries, ...admin]}
          current={current ?? path}
          onGo={() => setOpen(false)}
        />
      </Drawer>
    </nav>
  )
}
