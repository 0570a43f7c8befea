import { useSyncExternalStore } from 'react'

export interface Toast {
  readonly key: number
  readonly text: string
  readonly tone: 'good' | 'problem'
  /** A compensating act, offered for as long as the toast stands. */
  readonly undo?: () => void
}

let toasts: readonly Toast[] = []
let nextKey = 1
const listeners = new Set<() => void>()
/** Long enough to read and to reach the undo button. */
const standsMs = 10_000

function replaceToasts(next: readonly Toast[]): void {
  toasts = next
  for (const listen of listeners) listen()
}

/** Says that something is done, without taking the reader away from the work. */
export function showToast(text: string, options: Partial<Pick<Toast, 'tone' | 'undo'>> = {}): void {
  const key = nextKey
  nextKey += 1
  replaceToasts([...toasts.slice(-2), { tone: 'good', ...options, key, text }])
  setTimeout(() => closeToast(key), standsMs)
}

export function closeToast(key: number): void {
  replaceToasts(toasts.filter((toast) => toast.key !== key))
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (listen) => {
      listeners.add(listen)
      return () => listeners.delete(listen)
    },
    () => toasts,
  )
}
