import { sentenceOf } from '../i18n/sentence.ts'
import type { TextKey, TextParams } from '../i18n/texts.ts'

/** A terminal has no language setting that could be relied on: both, Chinese first. */
export function inBothLanguages(code: TextKey, params: TextParams = {}): string {
  return `${sentenceOf('zh', { code, params })}\n${sentenceOf('en', { code, params })}`
}
