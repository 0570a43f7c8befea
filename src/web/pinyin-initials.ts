// The first character of each initial in pinyin order; a character belongs to the last one that is not after it.
const firsts = '阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他屲夕丫帀'
const letters = 'abcdefghjklmnopqrstwxyz'
const collator = new Intl.Collator('zh-CN-u-co-pinyin')
const known = new Map<string, string>()

/** `中山区` → `zsq`: how people type a Chinese name in a hurry. Polyphones follow their commonest reading. */
export function pinyinInitials(text: string): string {
  return Array.from(text, initialOf).join('')
}

function initialOf(character: string): string {
  if (!/\p{Script=Han}/u.test(character)) return character.toLowerCase()
  const found = known.get(character)
  if (found !== undefined) return found
  const place = Array.from(firsts).findLastIndex((first) => collator.compare(first, character) <= 0)
  const initial = letters[place] ?? ''
  known.set(character, initial)
  return initial
}
