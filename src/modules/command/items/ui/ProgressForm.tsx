import { useForm } from '#web/form.ts'
import { useFormat, useText } from '#web/i18n.ts'
import { CheckField } from '#web/ui/CheckField.tsx'
import { Form } from '#web/ui/Form.tsx'
import { LongTextField } from '#web/ui/LongTextField.tsx'
import { useCommandWrite } from '../../ui/command-write.ts'
import { items } from '../item-endpoints.schema.ts'
import type { ActFormProps } from './ActForm.tsx'
import { useActDone } from './act-done.ts'

const longest = 2000

/** What has been done; with a milestone open, whether it is met by this. */
export function ProgressForm({ item, onDone }: ActFormProps) {
  const t = useText()
  const format = useFormat()
  const send = useCommandWrite(items.progress)
  const tell = useActDone('progress', item)
  const { id, version, milestoneAt, milestoneMetAt } = item
  const form = useForm({
    initial: { text: '', meetsMilestone: false },
    schema: items.progress.input,
    shape: (values) => ({ id, version, ...values }),
    async send(values) {
      await send({ id, version, ...values })
      tell()
      onDone()
    },
  })
  const labels = { text: t('command.item.note.progress') }
  return (
    <Form form={form} submit={t('command.item.act.progress')} labels={labels} onCancel={onDone}>
      <LongTextField field={form.field('text')} label={labels.text} maxLength={longest} />
      {milestoneAt !== null && milestoneMetAt === null && (
        <CheckField
          field={form.field('meetsMilestone')}
          label={t('command.item.meets_milestone', { at: format.instant(milestoneAt) })}
        />
      )}
    </Form>
  )
}
