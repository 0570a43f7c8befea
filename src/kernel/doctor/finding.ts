import type { TextKey, TextParams } from '../i18n/texts.ts'

/** What one check of the doctor saw; its sentence says what to do when it is not well. */
export interface Finding {
  readonly name: string
  readonly ok: boolean
  readonly code: TextKey
  readonly params?: TextParams
}
