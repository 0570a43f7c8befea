import { useForm } from '#web/form.ts'
import { useText } from '#web/i18n.ts'
import { Form } from '#web/ui/Form.tsx'
import { LongTextField } from '#web/ui/LongTextField.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { useCommandWrite } from '../../ui/command-write.ts'
import { items } from '../item-endpoints.schema.ts'
import type { ActFormProps } from './ActForm.tsx'
import { useActDone } from './act-done.ts'

const longest = 5000

/** A written statement with its subject. */
export function StatementForm({ item, onDone }: ActFormProps) {
  const t = useText()
  const send = useCommandWrite(items.addStatement)
  const tell = useActDone('add_evidence', item)
  const { id } = item
  const form = useForm({
    initial: { name: '', text: '' },
    schema: items.addStatement.input,
    shape: (values) => ({ id, kind: 'text', ...values }),
    async send({ name, text }) {
      await send({ id, kind: 'text', name, text })
      tell()
      onDone()
    },
  })
  const labels = {
    name: t('command.evidence.statement_name'),
    text: t('command.item.evidence.text'),
  }
  return (
    <Form form={form} submit={t('command.item.act.add_evidence')} labels={labels} onCancel={onDone}>
      <TextField field={form.field('name')} label={labels.name} maxLength={200} />
      <LongTextField field={form.field('text')} label={labels.text} maxLength={longest} />
    </Form>
  )
}
