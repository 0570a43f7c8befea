import { storedChoice, useStoredChoice } from './stored-choice.ts'
import { useViewport, viewports } from './viewport.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]
export const themeChoice = storedChoice<Theme>('bulwark.theme', themes, 'system')

/** Text sizes in percent. */
const scales = ['100', '112', '125', '150'] as const
export type Scale = (typeof scales)[number]
const scaleChoice = storedChoice<Scale>('bulwark.scale', scales, '100')

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

function isDarkNow(): boolean {
  const theme = themeChoice.get()
  return theme === 'dark' || (theme === 'system' && viewports.dark.matches)
}

function applyAppearance(): void {
  document.documentElement.dataset['theme'] = isDarkNow() ? 'dark' : 'light'
  document.documentElement.dataset['scale'] = scaleChoice.get()
}

/**
 * Puts theme and text size on the document, now and at every change. Called before the first drawing, so
 * that the style sheet has changed before the kit reads its colours.
 */
export function startAppearance(): void {
  applyAppearance()
  themeChoice.subscribe(applyAppearance)
  scaleChoice.subscribe(applyAppearance)
  viewports.dark.addEventListener('change', applyAppearance)
}

export function useAppearance(): Appearance {
  const theme = useStoredChoice(themeChoice)
  const scale = useStoredChoice(scaleChoice)
  const systemIsDark = useViewport('dark')
  return {
    isDark: theme === 'dark' || (theme === 'system' && systemIsDark),
    scale: scale === '112' ? 1.125 : Number(scale) / 100,
  }
}
