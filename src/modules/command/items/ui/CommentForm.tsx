import { useForm } from '#web/form.ts'
import { useText } from '#web/i18n.ts'
import { Form } from '#web/ui/Form.tsx'
import { LongTextField } from '#web/ui/LongTextField.tsx'
import { useCommandWrite } from '../../ui/command-write.ts'
import { items } from '../item-endpoints.schema.ts'
import type { ActFormProps } from './ActForm.tsx'
import { useActDone } from './act-done.ts'

const longest = 2000

export function CommentForm({ item, onDone }: ActFormProps) {
  const t = useText()
  const send = useCommandWrite(items.comment)
  const tell = useActDone('comment', item)
  const form = useForm({
    initial: { text: '' },
    schema: items.comment.input,
    shape: ({ text }) => ({ id: item.id, text }),
    async send({ text }) {
      await send({ id: item.id, text })
      tell()
      onDone()
    },
  })
  const labels = { text: t('command.item.note.comment') }
  return (
    <Form form={form} submit={t('command.item.act.comment')} labels={labels} onCancel={onDone}>
      <LongTextField field={form.field('text')} label={labels.text} maxLength={longest} />
    </Form>
  )
}
