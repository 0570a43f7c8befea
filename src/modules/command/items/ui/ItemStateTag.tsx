import { useText } from '#web/i18n.ts'
import { StateTag, type StateTone } from '#web/ui/StateTag.tsx'
import type { ItemState } from '../../contract.ts'

const tones: Readonly<Record<ItemState, StateTone>> = {
  drafted: 'quiet',
  issued: 'waiting',
  acknowledged: 'active',
  in_progress: 'active',
  claimed: 'waiting',
  verified: 'done',
  closed: 'done',
  returned: 'problem',
}

export interface ItemStateTagProps {
  readonly state: ItemState
  /** Nobody has acknowledged in time (rule 10). */
  readonly isUnanswered?: boolean
}

export function ItemStateTag({ state, isUnanswered = false }: ItemStateTagProps) {
  const t = useText()
  const isLate = isUnanswered && state === 'issued'
  return (
    <StateTag tone={isLate ? 'problem' : tones[state]}>
      {isLate ? t('command.item.unanswered') : t(`command.item.state.${state}`)}
    </StateTag>
  )
}
