export type TextTable = ReadonlyMap<string, string>

/** One table of all sentences; later tables may not redefine earlier keys, so their order does not matter. */
export function mergeTexts(tables: readonly unknown[]): TextTable {
  const merged = new Map<string, string>()
  for (const table of tables) {
    if (typeof table !== 'object' || table === null) continue
    for (const [key, sentence] of Object.entries(table)) {
      if (typeof sentence === 'string' && !merged.has(key)) merged.set(key, sentence)
    }
  }
  return merged
}
