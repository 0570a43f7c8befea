import type { ComponentType } from 'react'
import type { TextKey } from '#kernel/i18n/texts.ts'
import type { Endpoint } from '#kernel/contract.ts'
import type { LivePaths } from './live.ts'
import type { IconName } from './ui/Icon.tsx'

/** One of the nine entries of the navigation. */
export interface NavigationEntry {
  readonly text: TextKey
  readonly path: string
  readonly icon: IconName
  /** Place in the navigation, 1 to 9. */
  readonly order: number
  /** Shown only to posts that may call it; without it, to everybody signed in. */
  readonly needs?: Endpoint
}

/** One page; its code is loaded when it is first opened. */
export interface PageRoute {
  /** `/items/$itemId`: the parts after `$` are read with `usePathParam`. */
  readonly path: string
  readonly load: () => Promise<ComponentType>
}

/** Something the command palette can do or open besides pages. */
export interface PaletteAction {
  readonly text: TextKey
  readonly path: string
  readonly needs?: Endpoint
}

/** What the palette's search finds: `/items/…` with a line of text. */
export interface SearchHit {
  readonly key: string
  readonly title: string
  readonly detail?: string
  readonly path: string
}

/** What a module shows: its door `ui/index.tsx` exports one as `ui`. */
export interface ModuleUi {
  readonly navigation: readonly NavigationEntry[]
  readonly routes: readonly PageRoute[]
  readonly actions?: readonly PaletteAction[]
  /** Found things for the search box; called while the reader types. */
  readonly search?: (text: string, signal: AbortSignal) => Promise<readonly SearchHit[]>
  readonly live?: LivePaths
  /** The page `/` opens for those who may; the first module that has one wins. */
  readonly home?: { readonly path: string; readonly needs?: Endpoint }
}
