import type { Language } from '#kernel/i18n/texts.ts'

const locales = { zh: 'zh-CN', en: 'en-GB' } as const
/** Deadlines and days are those of the city, wherever the reader's computer stands. */
const timeZone = 'Asia/Shanghai'

const numbers = byLanguage((locale) => new Intl.NumberFormat(locale))
const instants = byLanguage(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }),
)
const days = byLanguage(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    }),
)

function byLanguage<Formatter>(make: (locale: string) => Formatter): Record<Language, Formatter> {
  return { zh: make(locales.zh), en: make(locales.en) }
}

export function formatNumber(value: number, language: Language): string {
  return numbers[language].format(value)
}

export function formatInstant(value: string, language: Language): string {
  return instants[language].format(new Date(value))
}

export function formatDay(value: string, language: Language): string {
  // A bare day is noon of that day in the city, so that no zone can shift it.
  const at = value.length === 10 ? `${value}T12:00:00+08:00` : value
  return days[language].format(new Date(at))
}

export interface Span {
  readonly key: 'days' | 'hours' | 'minutes'
  readonly days: number
  readonly hours: number
  readonly minutes: number
}

/** A stretch of time in its two largest units; the sign is the caller's. */
export function spanOf(milliseconds: number): Span {
  const all = Math.floor(Math.abs(milliseconds) / 60_000)
  const span = {
    days: Math.floor(all / 1440),
    hours: Math.floor((all % 1440) / 60),
    minutes: all % 60,
  }
  if (span.days > 0) return { ...span, key: 'days' }
  return { ...span, key: span.hours > 0 ? 'hours' : 'minutes' }
}
