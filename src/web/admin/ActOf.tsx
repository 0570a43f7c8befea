import './admin.css'
import { useActWords } from './act-words.ts'

/** An act in words, and the name by which the chain calls it. */
export function ActOf({ action }: { readonly action: string }) {
  const words = useActWords()(action)
  return (
    <span className="term">
      <span>{words ?? action}</span>
      {words && <code className="code">{action}</code>}
    </span>
  )
}
