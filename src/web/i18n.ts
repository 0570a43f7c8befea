import { useMemo, useSyncExternalStore } from 'react'
import type { Language, TextKey, TextParams } from '#kernel/i18n/texts.ts'
import { formatDay, formatInstant, formatNumber } from './format.ts'
import type { TextTable } from './merge-texts.ts'
import { storedChoice } from './stored-choice.ts'

const languages: readonly Language[] = ['zh', 'en']
const chosen = storedChoice<Language>('bulwark.language', languages, 'zh')
const htmlLanguage = { zh: 'zh-CN', en: 'en' } as const

interface Shown {
  readonly language: Language
  readonly texts: TextTable
}

let shown: Shown = { language: chosen.get(), texts: new Map() }
const listeners = new Set<() => void>()

async function loadTexts(language: Language): Promise<TextTable> {
  const { texts } = await (language === 'zh' ? import('./texts-zh.ts') : import('./texts-en.ts'))
  return texts
}

/** Shows the remembered language; the first screen waits for it, so nobody sees keys. */
export async function startLanguage(): Promise<void> {
  await showLanguage(chosen.get())
  // The other language is fetched when there is time, so that switching is instant.
  const other = chosen.get() === 'zh' ? 'en' : 'zh'
  setTimeout(() => void loadTexts(other), 3000)
}

export async function showLanguage(language: Language): Promise<void> {
  const texts = await loadTexts(language)
  shown = { language, texts }
  if (chosen.get() !== language) chosen.set(language)
  document.documentElement.lang = htmlLanguage[language]
  for (const listen of listeners) listen()
}

function subscribe(listen: () => void): () => void {
  listeners.add(listen)
  return () => listeners.delete(listen)
}

const getShown = (): Shown => shown

export type Say = (key: TextKey, params?: TextParams) => string

/** `t(key, params)`: the sentence in the reader's language. */
export function useText(): Say {
  const current = useSyncExternalStore(subscribe, getShown)
  return useMemo(() => (key, params) => sentence(current, key, params), [current])
}

/** For keys that come over the wire (an error's code, a field's problem): null when there is no such sentence. */
export function useFoundText(): (key: string, params?: TextParams) => string | null {
  const current = useSyncExternalStore(subscribe, getShown)
  return useMemo(
    () => (key, params) => (current.texts.has(key) ? sentence(current, key, params) : null),
    [current],
  )
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, getShown).language
}

export interface Format {
  number(value: number): string
  /** Date and time of an instant, as clocks in the city show it. */
  instant(value: string): string
  /** `2021-05-16` or an instant: the calendar day. */
  day(value: string): string
  /** The name in the reader's language; Chinese when nobody wrote an English one. */
  name(named: { readonly nameZh: string; readonly nameEn: string }): string
  /** The office's own bilingual text; Chinese when nobody wrote an English one. */
  bilingual(text: { readonly zh: string; readonly en: string }): string
}

export function useFormat(): Format {
  const language = useLanguage()
  return useMemo(
    () => ({
      number: (value) => formatNumber(value, language),
      instant: (value) => formatInstant(value, language),
      day: (value) => formatDay(value, language),
      name: ({ nameZh, nameEn }) => (language === 'en' && nameEn ? nameEn : nameZh),
      bilingual: ({ zh, en }) => (language === 'en' && en ? en : zh),
    }),
    [language],
  )
}

const placeholder = /\{(\w+)\}/gu
const instantShape = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/u

function sentence({ texts, language }: Shown, key: string, params: TextParams = {}): string {
  const template = texts.get(key) ?? key
  return template.replaceAll(placeholder, (whole, name: string) => {
    const value = params[name]
    if (value === undefined || value === null) return whole
    if (name === 'posts') return listPosts(texts, language, String(value))
    if (typeof value === 'number') return formatNumber(value, language)
    const text = String(value)
    return instantShape.test(text) ? formatInstant(text, language) : text
  })
}

// A refusal names the posts that may act; the wire carries their codes.
function listPosts(texts: TextTable, language: Language, codes: string): string {
  const names = codes.split(',').map((code) => texts.get(`access.post.${code}`) ?? code)
  return names.join(language === 'zh' ? '、' : ', ')
}
