import '../admin.css'
import { type PolicyEntry, usePolicyWords } from './policy-words.ts'

export interface PolicyTermProps {
  readonly row: { readonly key: string; readonly entry: PolicyEntry | null }
}

/** A key: its name, and the code by which the documents and the interface call it. */
export function PolicyTerm({ row }: PolicyTermProps) {
  const words = usePolicyWords()
  const name = words.key(row)
  return (
    <span className="term">
      <span>{name}</span>
      {name !== row.key && <code className="code">{row.key}</code>}
    </span>
  )
}
