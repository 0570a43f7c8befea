import { useSyncExternalStore } from 'react'

/** A small choice of the reader, remembered in this browser and shared by all open parts of the page. */
export interface StoredChoice<Value extends string> {
  get(): Value
  set(value: Value): void
  subscribe(listen: () => void): () => void
}

export function storedChoice<Value extends string>(
  key: string,
  options: readonly Value[],
  fallback: Value,
): StoredChoice<Value> {
  const listeners = new Set<() => void>()
  const find = (text: string | null) => options.find((option) => option === text)
  let value = find(readStored(key)) ?? fallback
  const tell = () => {
    for (const listen of listeners) listen()
  }
  globalThis.addEventListener?.('storage', (event) => {
    if (event.key !== key) return
    value = find(event.newValue) ?? fallback
    tell()
  })
  return {
    get: () => value,
    set(next) {
      value = next
      writeStored(key, next)
      tell()
    },
    subscribe(listen) {
      listeners.add(listen)
      return () => listeners.delete(listen)
    },
  }
}

export function useStoredChoice<Value extends string>(choice: StoredChoice<Value>): Value {
  return useSyncExternalStore(choice.subscribe, choice.get)
}

// Storage may be forbidden by the browser: then the choice lasts as long as the page.
function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function writeStored(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Nothing to decide: the choice still holds on this page.
  }
}
