import { useEffect, useRef, useSyncExternalStore } from 'react'
import { createKeybindingsHandler } from 'tinykeys'
import type { TextKey } from '#kernel/i18n/texts.ts'
import { singleKeysChoice } from './appearance.ts'

/**
 * Enter, Space and letters belong to the input method while it composes. Safari ends the
 * composition before it sends the key, but still with code 229.
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229
}

export interface Shortcut {
  /** In tinykeys' grammar: `j`, `g i`, `Shift+?`, `$mod+k`. */
  readonly keys: string
  readonly text: TextKey
  readonly run: (event: KeyboardEvent) => void
}

const registered = new Set<readonly Shortcut[]>()
let listed: readonly Shortcut[] = []
const listeners = new Set<() => void>()

function announce(): void {
  listed = [...registered].flat()
  for (const listen of listeners) listen()
}

/** The shortcuts of what is on screen, for the help. */
export function useListedShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(
    (listen) => {
      listeners.add(listen)
      return () => listeners.delete(listen)
    },
    () => listed,
  )
}

/** Shortcuts while the component is on screen. Those of a single key rest while somebody types. */
export function useShortcuts(shortcuts: readonly Shortcut[], isActive = true): void {
  const latest = useRef(shortcuts)
  useEffect(() => {
    latest.current = shortcuts
  })
  const signature = shortcuts.map(({ keys }) => keys).join('|')
  useEffect(() => {
    if (!isActive) return undefined
    const own = latest.current
    const handler = createKeybindingsHandler(
      Object.fromEntries(
        signature
          .split('|')
          .map((keys) => [
            keys,
            (event: KeyboardEvent) => runShortcut(keys, latest.current, event),
          ]),
      ),
    )
    registered.add(own)
    announce()
    window.addEventListener('keydown', handler)
    return () => {
      registered.delete(own)
      announce()
      window.removeEventListener('keydown', handler)
    }
  }, [signature, isActive])
}

function runShortcut(keys: string, shortcuts: readonly Shortcut[], event: KeyboardEvent): void {
  if (isSingleKey(keys) && mustRest(keys, event)) return
  shortcuts.find((shortcut) => shortcut.keys === keys)?.run(event)
}

function isSingleKey(keys: string): boolean {
  return !/\$mod|Control|Alt|Meta/u.test(keys)
}

const activating = new Set(['Enter', 'Space'])

function mustRest(keys: string, event: KeyboardEvent): boolean {
  const { target } = event
  const isKeyOfTheRow = activating.has(keys)
  // Enter and Space on a focused row are its ordinary keys, not letter shortcuts.
  if (singleKeysChoice.get() === 'off' && !isKeyOfTheRow) return true
  if (!(target instanceof Element)) return false
  if (
    target.closest(
      'input:not([type=checkbox]), textarea, select, [contenteditable], [role=combobox]',
    )
  )
    return true
  if (isKeyOfTheRow && target.closest('a, button, input, summary, [role=tab], [role=treeitem]'))
    return true
  const dialog = document.querySelector('[role=dialog][aria-modal=true], dialog[open]')
  return dialog !== null && !dialog.contains(target)
}
