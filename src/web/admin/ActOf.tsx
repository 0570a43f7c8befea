import './admin.css'
import { useActWords } from './act-words.ts'

export interface ActOfProps {
  readonly action: string
  /** What an entry says it was about: sign-ins and sessions name there how they ended. */
  readonly outcome?: string | null
}

/** An act in words, and the name by which the chain calls it. */
export function ActOf({ action, outcome = null }: ActOfProps) {
  const words = useActWords()(action, outcome)
  return (
    <span className="term">
      <span>{words ?? action}</span>
      {words && <code className="code">{action}</code>}
    </span>
  )
}
