import { useForm } from '#web/form.ts'
import { useText } from '#web/i18n.ts'
import { Form } from '#web/ui/Form.tsx'
import { NumberField } from '#web/ui/NumberField.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { useCommandWrite } from '../../ui/command-write.ts'
import { items } from '../item-endpoints.schema.ts'
import type { ActFormProps } from './ActForm.tsx'
import { useActDone } from './act-done.ts'

interface Values {
  readonly name: string
  readonly figure: number | null
  readonly figureUnit: string
}

/** A figure with what it counts and its unit. */
export function FigureForm({ item, onDone }: ActFormProps) {
  const t = useText()
  const send = useCommandWrite(items.addStatement)
  const tell = useActDone('add_evidence', item)
  const { id } = item
  const form = useForm<Values>({
    initial: { name: '', figure: null, figureUnit: '' },
    schema: items.addStatement.input,
    shape: (values) => ({ id, kind: 'figure', ...values }),
    async send({ name, figure, figureUnit }) {
      if (figure === null) return
      await send({ id, kind: 'figure', name, figure, figureUnit })
      tell()
      onDone()
    },
  })
  const labels = {
    name: t('command.evidence.figure_name'),
    figure: t('command.item.evidence.figure'),
    figureUnit: t('command.evidence.figure_unit'),
  }
  return (
    <Form form={form} submit={t('command.item.act.add_evidence')} labels={labels} onCancel={onDone}>
      <TextField field={form.field('name')} label={labels.name} maxLength={200} />
      <NumberField field={form.field('figure')} label={labels.figure} />
      <TextField
        field={form.field('figureUnit')}
        label={labels.figureUnit}
        maxLength={40}
        placeholder={t('command.evidence.figure_unit_example')}
      />
    </Form>
  )
}
