import { useText } from '#web/i18n.ts'

export type RowAct = 'as_above' | 'duplicate' | 'remove'

export interface DraftTaskActsProps {
  readonly hasAbove: boolean
  readonly act: (wanted: RowAct) => void
}

/** What saves typing: lead, verifier and deadline of the row above; the whole row again. */
export function DraftTaskActs({ hasAbove, act }: DraftTaskActsProps) {
  const t = useText()
  const acts: readonly RowAct[] = hasAbove
    ? ['as_above', 'duplicate', 'remove']
    : ['duplicate', 'remove']
  return (
    <div className="draft-acts">
      {acts.map((wanted) => (
        <button key={wanted} type="button" className="due-choice" onClick={() => act(wanted)}>
          {t(`command.draft.act.${wanted}`)}
        </button>
      ))}
    </div>
  )
}
