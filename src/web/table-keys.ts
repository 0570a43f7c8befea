import { useEffect, useRef, useState } from 'react'
import { useShortcuts } from './keyboard.ts'

export interface TableKeys {
  /** The row the keyboard stands on. */
  readonly current: number
  readonly selected: ReadonlySet<string>
  readonly previewed: string | null
  /** For each row element, so that `j` and `k` can move the focus. */
  rowRef(index: number): (element: HTMLElement | null) => void
  stand(index: number): void
  toggle(key: string): void
  selectAll(): void
  clear(): void
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

/** The list's keyboard: j k x Space Enter (ux.md 5.5), with the focus on the row itself. */
export function useTableKeys(options: TableKeysOptions): TableKeys {
  const { keys, isActive, canSelect, canPreview, open } = options
  const [current, setCurrent] = useState(0)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [previewed, preview] = useState<string | null>(null)
  const elements = useRef(new Map<number, HTMLElement>())
  const hasStood = useRef(false)
  const move = (step: number) => {
    // The first key press shows where one stands; only the next one moves.
    const next = hasStood.current ? current + step : current
    const index = Math.max(0, Math.min(keys.length - 1, next))
    hasStood.current = true
    setCurrent(index)
    elements.current.get(index)?.focus()
    const key = keys[index]
    if (previewed !== null && key !== undefined) preview(key)
  }
  const toggle = (key: string) =>
    setSelected((before) => {
      const next = new Set(before)
      if (!next.delete(key)) next.add(key)
      return next
    })
  const withCurrent = (act: (key: string) => void) => {
    const key = keys[current]
    if (key !== undefined) act(key)
  }
  useShortcuts(
    [
      { keys: 'j', text: 'web.keys.next_row', run: () => move(1) },
      { keys: 'k', text: 'web.keys.previous_row', run: () => move(-1) },
      { keys: 'Enter', text: 'web.keys.open_row', run: () => hasStood.current && open(current) },
    ],
    isActive && keys.length > 0,
  )
  useShortcuts(
    [{ keys: 'x', text: 'web.keys.select_row', run: () => withCurrent(toggle) }],
    isActive && canSelect && keys.length > 0,
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
    isActive && canPreview && keys.length > 0,
  )
  const signature = keys.join()
  // A row that has left the list cannot stay selected: the bar would count what nobody sees.
  useEffect(() => {
    setSelected((before) => {
      const kept = keys.filter((key) => before.has(key))
      return kept.length === before.size ? before : new Set(kept)
    })
  }, [signature])
  return {
    current,
    selected,
    previewed,
    rowRef: (index) => (element) => {
      if (element) elements.current.set(index, element)
      else elements.current.delete(index)
    },
    stand(index) {
      hasStood.current = true
      setCurrent(index)
    },
    toggle,
    selectAll: () => setSelected(new Set(keys)),
    clear: () => setSelected(new Set()),
    preview,
  }
}
