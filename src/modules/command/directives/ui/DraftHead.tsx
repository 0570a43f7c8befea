import type { FormState } from '#web/form.ts'
import { useText } from '#web/i18n.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { LongTextField } from '#web/ui/LongTextField.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { DirectiveSeries } from '../directive.schema.ts'
import type { DraftValues } from './draft-values.ts'

export interface DraftHeadProps {
  readonly form: FormState<DraftValues>
  readonly hasEnglish: boolean
  readonly onEnglish: (hasEnglish: boolean) => void
}

const longestTitle = 120

/** Series, source, title and text; English where the office writes it. */
export function DraftHead({ form, hasEnglish, onEnglish }: DraftHeadProps) {
  const t = useText()
  return (
    <div className="draft-head">
      <div className="row">
        <Choice
          label={t('command.directive.series')}
          value={form.values.series}
          options={DirectiveSeries.options}
          text={(series) => t(`command.directive.series.${series}`)}
          onChange={(series) => series && form.set({ series })}
        />
        <label className="check">
          <input
            type="checkbox"
            className="checkbox"
            checked={hasEnglish}
            onChange={(event) => onEnglish(event.target.checked)}
          />
          <span>{t('command.draft.with_english')}</span>
        </label>
      </div>
      <div className="draft-pair">
        <TextField
          field={form.field('titleZh')}
          label={t('command.directive.title')}
          maxLength={longestTitle}
        />
        <TextField
          field={form.field('source')}
          label={t('command.directive.source')}
          hint={t('command.draft.source_hint')}
          maxLength={200}
        />
      </div>
      <LongTextField
        field={form.field('bodyZh')}
        label={t('command.directive.body')}
        maxLength={5000}
      />
      {hasEnglish && (
        <>
          <TextField
            field={form.field('titleEn')}
            label={t('command.draft.title_en')}
            isOptional
            maxLength={240}
          />
          <LongTextField
            field={form.field('bodyEn')}
            label={t('command.draft.body_en')}
            isOptional
            maxLength={10_000}
          />
        </>
      )}
    </div>
  )
}
