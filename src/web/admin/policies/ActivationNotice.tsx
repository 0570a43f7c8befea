import { useText } from '../../i18n.ts'
import { Notice } from '../../ui/Notice.tsx'
import { lacksOf } from './activation.ts'
import type { OpenedSet } from './policy-words.ts'

/** What stands between a draft and its being in force. */
export function ActivationNotice({ opened }: { readonly opened: OpenedSet }) {
  const t = useText()
  const lacks = lacksOf(opened, t)
  if (lacks.length === 0) {
    return <Notice>{t('web.policy.ready')}</Notice>
  }
  return (
    <Notice tone="attention">
      <strong>{t('web.policy.not_ready')}</strong>
      <ul>
        {lacks.map((lack) => (
          <li key={lack}>{lack}</li>
        ))}
      </ul>
    </Notice>
  )
}
