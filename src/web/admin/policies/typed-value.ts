import type { PolicyEntry, ShownValue } from './policy-words.ts'

/** A value as it stands in a field. */
export function typedOf(value: ShownValue['value'] | null): string | null {
  if (value === null) return null
  return Array.isArray(value) ? value.join(', ') : String(value)
}

// Full-width digits and the Chinese comma come from Chinese input methods; NFKC leaves the 、 alone.
const separators = /[,、;\s]+/u

/** What the typed text means for a key of this type; text that means nothing is left for the schema to refuse. */
export function valueOf(entry: PolicyEntry, typed: string | null): unknown {
  const text = (typed ?? '').normalize('NFKC').trim()
  if (text === '') return undefined
  switch (entry.type) {
    case 'int':
      return Number(text)
    case 'int_list':
      return text.split(separators).filter(Boolean).map(Number)
    case 'bool':
      return text === 'true'
    case 'text':
      return text
  }
}
