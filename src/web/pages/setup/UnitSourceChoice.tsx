import '../../admin/admin.css'
import { UnitSource } from '#kernel/installation/installation.schema.ts'
import type { Field } from '../../form.ts'
import { useText } from '../../i18n.ts'
import type { SetupDraft } from './setup-draft.ts'

/** The shipped tree or the city's own file, each with what it is. */
export function UnitSourceChoice({ field }: { readonly field: Field<SetupDraft['source']> }) {
  const t = useText()
  return (
    <fieldset className="options">
      <legend className="field-label">{t('web.setup.units')}</legend>
      {UnitSource.options.map((source) => (
        <label key={source} className="option-card">
          <input
            type="radio"
            name={field.id}
            checked={field.value === source}
            onChange={() => field.set(source)}
          />
          <span>
            <strong>{t(`web.setup.units.${source}`)}</strong>
            <span className="small muted">
              <br />
              {t(`web.setup.units.${source}_text`)}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
