import { useForm } from '#web/form.ts'
import { useText } from '#web/i18n.ts'
import { Form } from '#web/ui/Form.tsx'
import { useCommandWrite } from '../../ui/command-write.ts'
import type { items } from '../item-endpoints.schema.ts'
import type { ActFormProps } from './ActForm.tsx'
import { useActDone } from './act-done.ts'

export interface PlainActFormProps extends ActFormProps {
  readonly act: 'acknowledge' | 'close' | 'accept_transfer'
  readonly endpoint: typeof items.close
}

/** An act that says nothing but yes; what follows from it is told first. */
export function PlainActForm({ item, act, endpoint, onDone }: PlainActFormProps) {
  const t = useText()
  const send = useCommandWrite(endpoint)
  const tell = useActDone(act, item)
  const form = useForm({
    initial: {},
    async send() {
      await send({ id: item.id, version: item.version })
      tell()
      onDone()
    },
  })
  return (
    <Form form={form} submit={t(`command.item.act.${act}`)} labels={{}} onCancel={onDone}>
      <p>{t(`command.item.next_text.${act}`)}</p>
    </Form>
  )
}
