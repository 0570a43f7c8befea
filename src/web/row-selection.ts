import { useState } from 'react'

export interface RowSelection {
  readonly selected: ReadonlySet<string>
  toggle(key: string): void
  selectAll(): void
  clear(): void
}

const none: ReadonlySet<string> = new Set()

/** Which rows are selected. A row that has left the list does not count: nobody sees it. */
export function useRowSelection(keys: readonly string[]): RowSelection {
  const [marked, setMarked] = useState(none)
  const selected = new Set(keys.filter((key) => marked.has(key)))
  return {
    selected,
    toggle(key) {
      const next = new Set(selected)
      if (!next.delete(key)) next.add(key)
      setMarked(next)
    },
    selectAll: () => setMarked(new Set(keys)),
    clear: () => setMarked(none),
  }
}
