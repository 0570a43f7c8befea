import { localDay } from '#kernel/calendar.ts'
import { useBusinessClock } from '../../business-clock.ts'
import { useText } from '../../i18n.ts'
import { StateTag, type StateTone } from '../../ui/StateTag.tsx'
import type { PolicySetRow } from './policy-words.ts'

const tones = {
  draft: 'waiting',
  not_yet: 'waiting',
  in_force: 'active',
  over: 'quiet',
} as const satisfies Record<string, StateTone>

/** A draft, not yet in force, in force, over: on the city's business day. */
export function SetState({ set }: { readonly set: PolicySetRow }) {
  const t = useText()
  const clock = useBusinessClock()
  const state = stateOf(set, clock ? localDay(clock.now) : null)
  if (state === null) return null
  return <StateTag tone={tones[state]}>{t(`web.policy.set_state.${state}`)}</StateTag>
}

function stateOf(set: PolicySetRow, today: string | null): keyof typeof tones | null {
  if (set.status === 'draft') return 'draft'
  if (today === null) return null
  if (set.effectiveFrom !== null && set.effectiveFrom > today) return 'not_yet'
  return set.effectiveTo !== null && set.effectiveTo < today ? 'over' : 'in_force'
}
