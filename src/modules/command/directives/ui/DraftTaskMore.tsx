import type { Field } from '#web/form.ts'
import { useText } from '#web/i18n.ts'
import { DateTimeField } from '#web/ui/DateTimeField.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import type { DraftTaskRow } from './draft-values.ts'

export interface DraftTaskMoreProps {
  readonly field: <Name extends keyof DraftTaskRow>(name: Name) => Field<DraftTaskRow[Name]>
  readonly hasEnglish: boolean
}

/** What most tasks do without: a milestone, and the English words. */
export function DraftTaskMore({ field, hasEnglish }: DraftTaskMoreProps) {
  const t = useText()
  const milestone = field('milestoneAt')
  return (
    <details className="draft-more" open={hasEnglish || milestone.value !== null || undefined}>
      <summary>{t('command.draft.more')}</summary>
      <div className="draft-more-fields">
        <DateTimeField
          field={milestone}
          label={t('command.item.milestone')}
          hint={t('command.draft.milestone_hint')}
          isOptional
        />
        {hasEnglish && (
          <>
            <TextField
              field={field('titleEn')}
              label={t('command.draft.task_en')}
              isOptional
              maxLength={240}
            />
            <TextField
              field={field('deliverableEn')}
              label={t('command.draft.deliverable_en')}
              isOptional
              maxLength={4000}
            />
          </>
        )}
      </div>
    </details>
  )
}
