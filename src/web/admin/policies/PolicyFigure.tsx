import '../admin.css'
import { type PolicyEntry, type ShownValue, usePolicyWords } from './policy-words.ts'

export interface PolicyFigureProps {
  readonly value: ShownValue['value']
  readonly entry: PolicyEntry | null
}

/** The value itself, with its unit. */
export function PolicyFigure({ value, entry }: PolicyFigureProps) {
  const words = usePolicyWords()
  const text = words.value(value, entry)
  return (
    <span className="figure" data-long={text.length > 12}>
      {text}
    </span>
  )
}
