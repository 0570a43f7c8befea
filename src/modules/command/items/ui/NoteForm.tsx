import { useForm } from '#web/form.ts'
import { useText } from '#web/i18n.ts'
import { Form } from '#web/ui/Form.tsx'
import { LongTextField } from '#web/ui/LongTextField.tsx'
import { useCommandWrite } from '../../ui/command-write.ts'
import type { items } from '../item-endpoints.schema.ts'
import type { ActFormProps } from './ActForm.tsx'
import { useActDone } from './act-done.ts'
import { EvidenceList } from './EvidenceList.tsx'

export interface NoteFormProps extends ActFormProps {
  readonly act: 'claim' | 'verify' | 'return' | 'decline_transfer'
  readonly endpoint: typeof items.claim
}

const longest = 2000

/** An act with its reason or finding; who claims or verifies sees the evidence first (rule 6). */
export function NoteForm({ item, act, endpoint, onDone }: NoteFormProps) {
  const t = useText()
  const send = useCommandWrite(endpoint)
  const tell = useActDone(act, item)
  const form = useForm({
    initial: { text: '' },
    schema: endpoint.input,
    shape: ({ text }) => ({ id: item.id, version: item.version, text }),
    async send({ text }) {
      await send({ id: item.id, version: item.version, text })
      tell()
      onDone()
    },
  })
  const label = t(`command.item.note.${act}`)
  return (
    <Form
      form={form}
      submit={t(`command.item.act.${act}`)}
      labels={{ text: label }}
      onCancel={onDone}
    >
      {act !== 'decline_transfer' && <EvidenceList item={item} />}
      <LongTextField field={form.field('text')} label={label} maxLength={longest} />
    </Form>
  )
}
