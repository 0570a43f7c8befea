import { useSyncExternalStore } from 'react'

export const viewports = {
  /** A phone: rows become cards. */
  narrow: matchMedia('(max-width: 640px)'),
  /** No room for the side navigation. */
  compact: matchMedia('(max-width: 960px)'),
  dark: matchMedia('(prefers-color-scheme: dark)'),
}

export function useViewport(name: keyof typeof viewports): boolean {
  const query = viewports[name]
  return useSyncExternalStore(
    (listen) => {
      query.addEventListener('change', listen)
      return () => query.removeEventListener('change', listen)
    },
    () => query.matches,
  )
}
