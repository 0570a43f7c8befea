import { useId, useState } from 'react'
import { useText } from '../../i18n.ts'
import { ChoiceField } from '../../ui/ChoiceField.tsx'
import { FixValueForm } from './FixValueForm.tsx'
import { type PolicyEntry, type PolicySetRow, usePolicyWords } from './policy-words.ts'

export interface AddValueFormProps {
  readonly set: PolicySetRow
  /** Keys of the catalogue that the set does not hold yet. */
  readonly keys: readonly PolicyEntry[]
  readonly onDone: () => void
}

/** First which key, then its value with the control that its type asks for. */
export function AddValueForm({ set, keys, onDone }: AddValueFormProps) {
  const t = useText()
  const words = usePolicyWords()
  const id = useId()
  const [key, setKey] = useState<string | null>(null)
  const entry = keys.find((one) => one.key === key)
  const text = (wanted: string) => {
    const found = keys.find((one) => one.key === wanted)
    return `${words.area(wanted)} · ${words.key({ key: wanted, entry: found ?? null })}`
  }
  return (
    <div className="stack">
      <ChoiceField
        field={{ id, name: 'key', value: key, problem: undefined, set: setKey }}
        label={t('web.policy.key')}
        options={keys.map((one) => one.key)}
        text={text}
      />
      {entry && (
        <FixValueForm key={entry.key} set={set} entry={entry} standing={null} onDone={onDone} />
      )}
    </div>
  )
}
