import { useText } from '../i18n.ts'
import type { NavigationEntry } from '../module-ui.ts'
import { AppLink } from '../ui/AppLink.tsx'
import { Icon } from '../ui/Icon.tsx'

export interface NavigationLinksProps {
  readonly entries: readonly Pick<NavigationEntry, 'text' | 'path' | 'icon'>[]
  readonly current: string | undefined
  readonly onGo?: () => void
}

export function NavigationLinks({ entries, current, onGo }: NavigationLinksProps) {
  const t = useText()
  return (
    <ul>
      {entries.map(({ text, path, icon }) => (
        <li key={path}>
          <AppLink
            to={path}
            className="side-link"
            aria-current={path === current ? 'page' : undefined}
            onClick={onGo}
          >
            <Icon name={icon} />
            <span>{t(text)}</span>
          </AppLink>
        </li>
      ))}
    </ul>
  )
}
