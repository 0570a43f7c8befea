import { useForm } from '#web/form.ts'
import { useText } from '#web/i18n.ts'
import { Form } from '#web/ui/Form.tsx'
import { LongTextField } from '#web/ui/LongTextField.tsx'
import { useCommandWrite } from '../../ui/command-write.ts'
import { DueField } from '../../ui/DueField.tsx'
import type { items } from '../item-endpoints.schema.ts'
import type { ActFormProps } from './ActForm.tsx'
import { useActDone } from './act-done.ts'

export interface UntilFormProps extends ActFormProps {
  readonly act: 'request_extension' | 'extend'
  readonly endpoint: typeof items.extend
}

const longest = 2000

interface Values {
  readonly until: string | null
  readonly text: string
}

/** A later deadline, asked for or granted, with the reason; what was asked for stands in the field. */
export function UntilForm({ item, act, endpoint, onDone }: UntilFormProps) {
  const t = useText()
  const send = useCommandWrite(endpoint)
  const tell = useActDone(act, item)
  const { id, version } = item
  const form = useForm<Values>({
    initial: { until: act === 'extend' ? item.extensionAsked : null, text: '' },
    schema: endpoint.input,
    shape: (values) => ({ id, version, ...values }),
    async send({ until, text }) {
      await send({ id, version, until: until ?? '', text })
      tell()
      onDone()
    },
  })
  const labels = { until: t('command.item.new_due'), text: t(`command.item.note.${act}`) }
  return (
    <Form form={form} submit={t(`command.item.act.${act}`)} labels={labels} onCancel={onDone}>
      <DueField field={form.field('until')} label={labels.until} from={item.dueAt} />
      <LongTextField field={form.field('text')} label={labels.text} maxLength={longest} />
    </Form>
  )
}
