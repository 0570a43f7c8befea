import type { NavigationEntry } from '../module-ui.ts'
import { moduleUis } from '../modules.ts'
import { type Session, usePermits } from '../session.ts'
import { adminPages, type AdminPage } from '../admin-ui.ts'

const entries = moduleUis
  .flatMap(({ navigation }) => navigation)
  .toSorted((a, b) => a.order - b.order)

/** What this post may open, in the fixed order of the navigation. */
export function useNavigationEntries(): readonly NavigationEntry[] {
  const permits = usePermits()
  return entries.filter(({ needs }) => !needs || permits(needs) === true)
}

export function useAdminPages(): readonly AdminPage[] {
  const permits = usePermits()
  return adminPages.filter(({ needs }) => permits(needs) === true)
}

/** The entry that the address belongs to: the longest path it starts with. */
export function currentEntry(path: string, shown: readonly NavigationEntry[]): string | undefined {
  const fits = shown.filter((entry) => path === entry.path || path.startsWith(`${entry.path}/`))
  return fits.toSorted((a, b) => b.path.length - a.path.length)[0]?.path
}

export function homePath(session: Session): string | null {
  for (const { home } of moduleUis) {
    if (!home) continue
    if (!home.needs || session.permissions.includes(home.needs.permission)) return home.path
  }
  return null
}
