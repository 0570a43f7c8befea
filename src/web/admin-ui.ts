import type { TextKey } from '#kernel/i18n/texts.ts'
import type { Endpoint } from '#kernel/contract.ts'
import { ListUnits } from '#kernel/access/unit.schema.ts'
import type { PageRoute } from './module-ui.ts'

/** A page of the kernel; reached through the user menu, never the navigation (ux.md 5.1). */
export interface AdminPage extends PageRoute {
  readonly text: TextKey
  readonly needs: Endpoint
}

export const adminPages: readonly AdminPage[] = [
  {
    text: 'web.admin.units',
    path: '/admin/units',
    needs: ListUnits,
    load: async () => (await import('./admin/UnitsPage.tsx')).UnitsPage,
  },
]
