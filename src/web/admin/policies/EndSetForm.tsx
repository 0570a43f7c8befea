import { localDay } from '#kernel/calendar.ts'
import { policyWrites } from '#kernel/policy/policy.schema.ts'
import { useWrite } from '../../api.ts'
import { useBusinessClock } from '../../business-clock.ts'
import { useForm } from '../../form.ts'
import { useFormat, useText } from '../../i18n.ts'
import { showToast } from '../../toast.ts'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { Form } from '../../ui/Form.tsx'
import type { PolicySetRow } from './policy-words.ts'

export interface EndSetFormProps {
  readonly set: PolicySetRow
  readonly onDone: () => void
}

/** Brings the last day forward. What was decided until then stays decided. */
export function EndSetForm({ set, onDone }: EndSetFormProps) {
  const t = useText()
  const format = useFormat()
  const clock = useBusinessClock()
  const end = useWrite(policyWrites.end)
  const onVersion = { id: set.id, version: set.version }
  const initial: { effectiveTo: string | null } = {
    effectiveTo: clock && earliestEnd(set, localDay(clock.now)),
  }
  const form = useForm({
    initial,
    schema: policyWrites.end.input,
    shape: (values) => ({ ...values, ...onVersion }),
    send: ({ effectiveTo }) => end.submit({ ...onVersion, effectiveTo: effectiveTo ?? '' }),
    sent() {
      showToast(t('web.policy.ended', { name: format.name(set) }))
      onDone()
    },
  })
  const labels = { effectiveTo: t('web.policy.to') }
  return (
    <Form form={form} submit={t('web.policy.end')} labels={labels} onCancel={onDone}>
      <p>{t('web.policy.end_consequence', { name: format.name(set) })}</p>
      <DateTimeField field={form.field('effectiveTo')} show="day" label={labels.effectiveTo} />
    </Form>
  )
}

/** Today, or the first day of a set that has not begun: it cannot end before it begins. */
function earliestEnd({ effectiveFrom }: PolicySetRow, today: string): string {
  return effectiveFrom !== null && effectiveFrom > today ? effectiveFrom : today
}
