import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouteComponent,
} from '@tanstack/react-router'
import { adminPages, adminSubpages } from './admin-ui.ts'
import type { PageRoute } from './module-ui.ts'
import { moduleUis } from './modules.ts'
import { PageFailure } from './shell/PageFailure.tsx'
import { Loading } from './ui/Loading.tsx'

/** The page's code is a file of its own, loaded when it is first opened. */
function lazyPage(load: PageRoute['load']): RouteComponent {
  return lazyRouteComponent(async () => ({ page: await load() }), 'page')
}

const root = createRootRoute()

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: lazyPage(async () => (await import('./shell/Shell.tsx')).Shell),
})

const ownPages: readonly PageRoute[] = [
  { path: '/', load: async () => (await import('./pages/HomePage.tsx')).HomePage },
  { path: '/me', load: async () => (await import('./pages/OwnAccountPage.tsx')).OwnAccountPage },
  { path: '/$', load: async () => (await import('./pages/NotFoundPage.tsx')).NotFoundPage },
]

const openPages: readonly PageRoute[] = [
  { path: '/sign-in', load: async () => (await import('./pages/SignInPage.tsx')).SignInPage },
  { path: '/setup', load: async () => (await import('./pages/SetupPage.tsx')).SetupPage },
  { path: '/roles', load: async () => (await import('./pages/RolesPage.tsx')).RolesPage },
]

const inShell = [
  ...ownPages,
  ...adminPages,
  ...adminSubpages,
  ...moduleUis.flatMap(({ routes }) => routes),
]

const routeTree = root.addChildren([
  shell.addChildren(
    inShell.map(({ path, load }) =>
      createRoute({ getParentRoute: () => shell, path, component: lazyPage(load) }),
    ),
  ),
  ...openPages.map(({ path, load }) =>
    createRoute({ getParentRoute: () => root, path, component: lazyPage(load) }),
  ),
])

/** Query strings stay plain text: `?state=open`, as people type and share them. */
function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text))
}

function stringifySearch(search: Record<string, unknown>): string {
  const text = new URLSearchParams(
    Object.entries(search).map(([name, value]) => [name, String(value)]),
  ).toString()
  return text === '' ? '' : `?${text}`
}

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  scrollRestoration: true,
  defaultErrorComponent: PageFailure,
  defaultPendingComponent: Loading,
})
