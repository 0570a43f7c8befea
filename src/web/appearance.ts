import { useLayoutEffect } from 'react'
import { storedChoice, useStoredChoice } from './stored-choice.ts'
import { useViewport } from './viewport.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]
export const themeChoice = storedChoice<Theme>('bulwark.theme', themes, 'system')

/** Text sizes in percent; ux.md 5.1 A+/A−. */
const scales = ['100', '112', '125', '150'] as const
export type Scale = (typeof scales)[number]
export const scaleChoice = storedChoice<Scale>('bulwark.scale', scales, '100')

/** WCAG 2.1.4: shortcuts of one letter can be switched off. */
export const singleKeysChoice = storedChoice('bulwark.single-keys', ['on', 'off'] as const, 'on')

export function changeScale(step: 1 | -1): void {
  const next = scales[scales.indexOf(scaleChoice.get()) + step]
  if (next) scaleChoice.set(next)
}

export interface Appearance {
  readonly isDark: boolean
  readonly scale: number
}

/** Puts theme and text size on the document; the style sheets do the rest. */
export function useAppearance(): Appearance {
  const theme = useStoredChoice(themeChoice)
  const scale = useStoredChoice(scaleChoice)
  const systemIsDark = useViewport('dark')
  const isDark = theme === 'dark' || (theme === 'system' && systemIsDark)
  useLayoutEffect(() => {
    document.documentElement.dataset['scale'] = scale
  }, [scale])
  // During rendering, not after: the kit reads the colours of the theme while it draws.
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light'
  return { isDark, scale: scale === '112' ? 1.125 : Number(scale) / 100 }
}
