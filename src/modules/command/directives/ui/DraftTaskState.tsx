import { useFoundText, useText } from '#web/i18n.ts'

export interface DraftTaskStateProps {
  readonly missing: string
  /** A row nobody has touched is not reproached. */
  readonly isWritten: boolean
}

/** What the row still lacks before it can be issued (rule 4). */
export function DraftTaskState({ missing, isWritten }: DraftTaskStateProps) {
  const t = useText()
  const find = useFoundText()
  if (missing === '') return <p className="draft-state">{t('command.draft.complete')}</p>
  const names = missing.split(' ').map((name) => find(`command.draft.missing.${name}`) ?? name)
  return (
    <p className="draft-state" data-missing={isWritten}>
      {t('command.draft.missing', { names: names.join(' · ') })}
    </p>
  )
}
