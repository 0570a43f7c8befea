import type { Say } from '../../i18n.ts'
import type { OpenedSet } from './policy-words.ts'

/** What a draft still lacks before it may be activated (rule 2); the server asks for the same. */
export function lacksOf({ set, values }: OpenedSet, t: Say): readonly string[] {
  const code = { code: set.code }
  return [
    set.orderNumber ? null : t('policy.set.lacks_order_number', code),
    set.issuerZh && set.issuerEn ? null : t('policy.set.lacks_issuer', code),
    set.effectiveFrom ? null : t('policy.set.lacks_first_day', code),
    values.length > 0 ? null : t('policy.set.lacks_values', code),
  ].filter((lack) => lack !== null)
}
