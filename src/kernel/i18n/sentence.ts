import en from '../text/en.json' with { type: 'json' }
import zh from '../text/zh.json' with { type: 'json' }
import type { Language, TextParams } from './texts.ts'

const texts: Readonly<Record<Language, Readonly<Record<string, string>>>> = { zh, en }

/** The sentence of a kernel code for the terminal; screens look up theirs in the browser. */
export function sentenceOf(
  language: Language,
  { code, params }: { readonly code: string; readonly params: TextParams },
): string {
  const text = texts[language][code] ?? code
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}
