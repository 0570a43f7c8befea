import { Select } from 'antd'
import type { Field } from '../form.ts'
import { useText } from '../i18n.ts'
import { describedBy, FieldFrame, type FieldLook } from './FieldFrame.tsx'

export interface ChoiceFieldProps<Value extends string> extends FieldLook {
  readonly field: Field<Value | null>
  readonly options: readonly Value[]
  readonly text: (value: Value) => string
}

/** One of many, with a search by its words. */
export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>) {
  const { field, options, text, ...look } = props
  const t = useText()
  return (
    <FieldFrame id={field.id} problem={field.problem} {...look}>
      <Select<Value>
        id={field.id}
        value={field.value}
        placeholder={t('web.field.choose')}
        options={options.map((value) => ({ value, label: text(value) }))}
        showSearch={{ optionFilterProp: 'label' }}
        allowClear={look.isOptional ?? false}
        {...(field.problem === undefined ? {} : { status: 'error' as const })}
        aria-invalid={field.problem !== undefined}
        aria-describedby={describedBy(field.id, look, field.problem)}
        onChange={(value) => field.set(value ?? null)}
      />
    </FieldFrame>
  )
}
