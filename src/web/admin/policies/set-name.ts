import type { PolicySetRow } from './policy-words.ts'

const longestHead = 24

/** The edition in brackets is what tells two editions apart; a column's head has no room for the rest. */
export function shortName(set: PolicySetRow, name: string): string {
  if (name.length <= longestHead) return name
  return /[（(](.+)[）)]/u.exec(name)?.[1] ?? set.code
}
