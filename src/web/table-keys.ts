import { useRef, useState } from 'react'
import { useShortcuts } from './keyboard.ts'
import { type RowSelection, useRowSelection } from './row-selection.ts'

export interface TableKeys extends RowSelection {
  /** The row the keyboard stands on. */
  readonly current: number
  readonly previewed: string | null
  /** For each row element, so that `j` and `k` can move the focus. */
  rowRef(index: number): (element: HTMLElement | null) => void
  stand(index: number): void
  preview(key: string | null): void
}

export interface TableKeysOptions {
  readonly keys: readonly string[]
  /** False for a second list on the same page: single keys belong to the first. */
  readonly isActive: boolean
  readonly canSelect: boolean
  readonly canPreview: boolean
  readonly open: (index: number) => void
}

/** The list's keyboard: j k x Space Enter, with the focus on the row itself. */
export function useTableKeys(options: TableKeysOptions): TableKeys {
  const { keys, canSelect, canPreview, open } = options
  const isActive = options.isActive && keys.length > 0
  const selection = useRowSelection(keys)
  const focus = useRowFocus(keys.length)
  const [previewed, preview] = useState<string | null>(null)
  const step = (by: number) => {
    const key = keys[focus.move(by)]
    // An open preview follows the keyboard from row to row.
    if (previewed !== null && key !== undefined) preview(key)
  }
  const withCurrent = (act: (key: string) => void) => {
    const key = keys[focus.current]
    if (key !== undefined) act(key)
  }
  useShortcuts(
    [
      { keys: 'j', text: 'web.keys.next_row', run: () => step(1) },
      { keys: 'k', text: 'web.keys.previous_row', run: () => step(-1) },
      {
        keys: 'Enter',
        text: 'web.keys.open_row',
        run: () => focus.hasStood() && open(focus.current),
      },
    ],
    isActive,
  )
  useShortcuts(
    [{ keys: 'x', text: 'web.keys.select_row', run: () => withCurrent(selection.toggle) }],
    isActive && canSelect,
  )
  useShortcuts(
    [
      {
        keys: 'Space',
        text: 'web.keys.preview_row',
        run(event) {
          event.preventDefault()
          withCurrent((key) => preview(previewed === key ? null : key))
        },
      },
    ],
    isActive && canPreview,
  )
  return { ...selection, ...focus, previewed, preview }
}

function useRowFocus(count: number) {
  const [current, setCurrent] = useState(0)
  const elements = useRef(new Map<number, HTMLElement>())
  const stood = useRef(false)
  return {
    current: Math.max(0, Math.min(count - 1, current)),
    hasStood: () => stood.current,
    move(by: number): number {
      // The first key press shows where one stands; only the next one moves.
      const next = stood.current ? current + by : current
      const index = Math.max(0, Math.min(count - 1, next))
      stood.current = true
      setCurrent(index)
      elements.current.get(index)?.focus()
      return index
    },
    rowRef: (index: number) => (element: HTMLElement | null) => {
      if (element) elements.current.set(index, element)
      else elements.current.delete(index)
    },
    stand(index: number) {
      stood.current = true
      setCurrent(index)
    },
  }
}
