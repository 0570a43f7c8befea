import { useText } from '#web/i18n.ts'
import { StateTag, type StateTone } from '#web/ui/StateTag.tsx'
import type { DirectiveStatus } from '../directive.schema.ts'

const tones: Readonly<Record<DirectiveStatus, StateTone>> = {
  drafted: 'quiet',
  issued: 'active',
  completed: 'waiting',
  reported: 'done',
  withdrawn: 'quiet',
}

export function DirectiveStatusTag({ status }: { readonly status: DirectiveStatus }) {
  const t = useText()
  return <StateTag tone={tones[status]}>{t(`command.directive.status.${status}`)}</StateTag>
}
