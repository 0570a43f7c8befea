import { Confidence, PolicyStatus, policyWrites } from '#kernel/policy/policy.schema.ts'
import { useWrite } from '../../api.ts'
import { useForm } from '../../form.ts'
import { useFormat, useText } from '../../i18n.ts'
import { showToast } from '../../toast.ts'
import { ChoiceField } from '../../ui/ChoiceField.tsx'
import { Form } from '../../ui/Form.tsx'
import { LongTextField } from '../../ui/LongTextField.tsx'
import type { PolicyEntry, PolicySetRow, ShownValue } from './policy-words.ts'
import { typedOf, valueOf } from './typed-value.ts'
import { ValueField } from './ValueField.tsx'

export interface FixValueFormProps {
  readonly set: PolicySetRow
  readonly entry: PolicyEntry
  /** What stands there now; null when the key is new in the set. */
  readonly standing: ShownValue | null
  readonly onDone: () => void
}

/** One value of a draft: the figure, how firm it is, how sure we are, and why. */
export function FixValueForm({ set, entry, standing, onDone }: FixValueFormProps) {
  const t = useText()
  const format = useFormat()
  const fix = useWrite(policyWrites.fix)
  const initial = {
    value: typedOf(standing?.value ?? null),
    status: standing?.status ?? null,
    confidence: standing?.confidence ?? null,
    noteZh: standing?.noteZh ?? '',
    noteEn: standing?.noteEn ?? '',
  }
  const sent = (values: typeof initial) => ({
    ...values,
    value: valueOf(entry, values.value),
    key: entry.key,
    id: set.id,
    version: set.version,
  })
  const form = useForm({
    initial,
    schema: policyWrites.fix.input,
    shape: sent,
    send: (values) => fix.submit(policyWrites.fix.input.parse(sent(values))),
    sent() {
      showToast(t('web.policy.value_fixed', { name: format.bilingual(entry) }))
      onDone()
    },
  })
  const labels = {
    value: t('web.policy.value'),
    status: t('web.policy.standing'),
    confidence: t('web.policy.confidence'),
    noteZh: t('web.policy.note_zh'),
    noteEn: t('web.policy.note_en'),
  }
  return (
    <Form form={form} submit={t('web.policy.save')} labels={labels} onCancel={onDone}>
      <ValueField entry={entry} field={form.field('value')} label={labels.value} />
      <ChoiceField
        field={form.field('status')}
        label={labels.status}
        hint={t('web.policy.standing_hint')}
        options={PolicyStatus.options}
        text={(status) => t(`policy.status.${status}`)}
      />
      <ChoiceField
        field={form.field('confidence')}
        label={labels.confidence}
        options={Confidence.options}
        text={(confidence) => t(`policy.confidence.${confidence}`)}
      />
      <LongTextField
        field={form.field('noteZh')}
        label={labels.noteZh}
        isOptional
        maxLength={1000}
        rows={2}
      />
      <LongTextField
        field={form.field('noteEn')}
        label={labels.noteEn}
        isOptional
        maxLength={1500}
        rows={2}
      />
    </Form>
  )
}
