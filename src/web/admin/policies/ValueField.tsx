import type { Field } from '../../form.ts'
import { useText } from '../../i18n.ts'
import { ChoiceField } from '../../ui/ChoiceField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { type PolicyEntry, usePolicyWords } from './policy-words.ts'

export interface ValueFieldProps {
  readonly entry: PolicyEntry
  readonly field: Field<string | null>
  readonly label: string
}

const truths = ['true', 'false'] as const

/** The control that the catalogue's type asks for, with its unit and bounds. */
export function ValueField({ entry, field, label }: ValueFieldProps) {
  const t = useText()
  const words = usePolicyWords()
  if (entry.type === 'bool') {
    const text = (option: string) => t(option === 'true' ? 'web.policy.yes' : 'web.policy.no')
    return <ChoiceField field={field} label={label} options={truths} text={text} />
  }
  if (entry.type === 'text') {
    const options = entry.options ?? []
    return <ChoiceField field={field} label={label} options={options} text={words.option} />
  }
  const limits = {
    unit: words.unit(entry.unit),
    min: entry.min ?? t('web.policy.no_limit'),
    max: entry.max ?? t('web.policy.no_limit'),
  }
  const isList = entry.type === 'int_list'
  return (
    <TextField
      field={{ ...field, value: field.value ?? '' }}
      label={label}
      hint={t(isList ? 'web.policy.list_hint' : 'web.policy.value_hint', limits)}
      {...(isList ? {} : { kind: 'code' as const })}
    />
  )
}
