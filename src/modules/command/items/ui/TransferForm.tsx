import { useForm } from '#web/form.ts'
import { useText } from '#web/i18n.ts'
import { Form } from '#web/ui/Form.tsx'
import { LongTextField } from '#web/ui/LongTextField.tsx'
import { UnitField } from '#web/ui/UnitField.tsx'
import { useCommandWrite } from '../../ui/command-write.ts'
import { items } from '../item-endpoints.schema.ts'
import type { ActFormProps } from './ActForm.tsx'
import { useActDone } from './act-done.ts'

interface Values {
  readonly unit: string | null
  readonly text: string
}

const longest = 2000

/** Asks another unit to take over; until it accepts, nothing moves. */
export function TransferForm({ item, onDone }: ActFormProps) {
  const t = useText()
  const send = useCommandWrite(items.offerTransfer)
  const tell = useActDone('offer_transfer', item)
  const { id, version } = item
  const form = useForm<Values>({
    initial: { unit: null, text: '' },
    schema: items.offerTransfer.input,
    shape: (values) => ({ id, version, ...values }),
    async send({ unit, text }) {
      await send({ id, version, unit: unit ?? '', text })
      tell()
      onDone()
    },
  })
  const labels = {
    unit: t('command.item.transfer_to'),
    text: t('command.item.note.offer_transfer'),
  }
  return (
    <Form
      form={form}
      submit={t('command.item.act.offer_transfer')}
      labels={labels}
      onCancel={onDone}
    >
      <p>{t('command.item.next_text.offer_transfer')}</p>
      <UnitField field={form.field('unit')} label={labels.unit} />
      <LongTextField field={form.field('text')} label={labels.text} maxLength={longest} />
    </Form>
  )
}
