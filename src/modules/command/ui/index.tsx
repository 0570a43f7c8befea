import '../text.ts'
import type { ModuleUi } from '#web/module-ui.ts'
import { request } from '#web/request.ts'
import { directives } from '../directives/directive.schema.ts'
import { items } from '../items/item-endpoints.schema.ts'
import { shownTitle } from './shown-title.ts'

/** The screens of command: today, items, directives. */
export const ui: ModuleUi = {
  navigation: [
    { text: 'command.today.title', path: '/today', icon: 'command', order: 1, needs: items.list },
    { text: 'command.items.title', path: '/items', icon: 'items', order: 2, needs: items.list },
    {
      text: 'command.duty.title',
      path: '/directives',
      icon: 'send',
      order: 9,
      needs: directives.list,
    },
  ],
  routes: [
    { path: '/today', load: async () => (await import('./TodayPage.tsx')).TodayPage },
    { path: '/items', load: async () => (await import('../items/ui/ItemsPage.tsx')).ItemsPage },
    {
      path: '/items/$itemId',
      load: async () => (await import('../items/ui/ItemPage.tsx')).ItemPage,
    },
    {
      path: '/directives',
      load: async () => (await import('../directives/ui/DirectivesPage.tsx')).DirectivesPage,
    },
    {
      path: '/directives/new',
      load: async () => (await import('../directives/ui/NewDirectivePage.tsx')).NewDirectivePage,
    },
    {
      path: '/directives/$directiveId',
      load: async () => (await import('../directives/ui/DirectivePage.tsx')).DirectivePage,
    },
    {
      path: '/directives/$directiveId/edit',
      load: async () => (await import('../directives/ui/EditDirectivePage.tsx')).EditDirectivePage,
    },
  ],
  actions: [
    { text: 'command.directive.new', path: '/directives/new', needs: directives.draft },
    { text: 'command.items.palette_mine', path: '/items?view=mine', needs: items.list },
    { text: 'command.items.palette_red', path: '/items?view=area&level=red', needs: items.list },
  ],
  async search(text, signal) {
    const filter = { view: 'area', status: 'all', search: text, limit: 8 } as const
    const { rows } = await request(items.list, filter, { signal })
    return rows.map((row) => ({
      key: row.id,
      title: shownTitle(row),
      detail: row.number ?? '',
      path: `/items/${row.id}`,
    }))
  },
  // A directive's page shows how far its items are; an item names its directive.
  live: {
    'command.item': ['/command/directive'],
    'command.directive': ['/command/item'],
    'command.evidence': ['/command/item'],
  },
  home: { path: '/today', needs: items.list },
}
