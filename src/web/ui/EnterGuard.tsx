import { useEffect } from 'react'
import { isComposing } from '../keyboard.ts'

/** One guard for all keys: while Chinese is being composed, Enter submits nothing and no shortcut runs. */
export function EnterGuard() {
  useEffect(() => {
    const guard = (event: KeyboardEvent) => {
      if (!isComposing(event)) return
      event.stopImmediatePropagation()
      if (event.key === 'Enter' || event.key === 'Escape') event.preventDefault()
    }
    // At the window and before anybody else: neither React nor a library sees the key.
    window.addEventListener('keydown', guard, { capture: true })
    return () => window.removeEventListener('keydown', guard, { capture: true })
  }, [])
  return null
}
