import { ledgerEndpoints } from '#kernel/ledger/ledger.schema.ts'
import { useWrite } from '../../api.ts'
import { useForm } from '../../form.ts'
import { useText } from '../../i18n.ts'
import { showToast } from '../../toast.ts'
import { Form } from '../../ui/Form.tsx'
import { LongTextField } from '../../ui/LongTextField.tsx'
import { TextField } from '../../ui/TextField.tsx'

export interface CountersignFormProps {
  readonly seq: number
  readonly onDone: () => void
}

const blank = { signer: '', publicKey: '', signature: '' }

/** Another office's signature under the same text; the server checks it before it is kept. */
export function CountersignForm({ seq, onDone }: CountersignFormProps) {
  const t = useText()
  const countersign = useWrite(ledgerEndpoints.countersign)
  const shape = (values: typeof blank) => ({
    signer: values.signer,
    publicKey: plainHex(values.publicKey),
    signature: plainHex(values.signature),
    seq,
  })
  const form = useForm({
    initial: blank,
    schema: ledgerEndpoints.countersign.input,
    shape,
    send: (values) => countersign.submit(shape(values)),
    sent() {
      showToast(t('web.ledger.countersigned'))
      onDone()
    },
  })
  const labels = {
    signer: t('web.ledger.signer'),
    publicKey: t('web.ledger.public_key'),
    signature: t('web.ledger.signature'),
  }
  return (
    <Form form={form} submit={t('web.ledger.countersign')} labels={labels} onCancel={onDone}>
      <p className="muted">{t('web.ledger.countersign_text')}</p>
      <TextField field={form.field('signer')} label={labels.signer} maxLength={120} />
      <LongTextField
        field={form.field('publicKey')}
        label={labels.publicKey}
        hint={t('web.ledger.hex_hint', { count: 64 })}
        rows={2}
      />
      <LongTextField
        field={form.field('signature')}
        label={labels.signature}
        hint={t('web.ledger.hex_hint', { count: 128 })}
        rows={3}
      />
    </Form>
  )
}

/** Signatures are copied with spaces and line breaks. */
function plainHex(text: string): string {
  return text.replaceAll(/\s/gu, '').toLowerCase()
}
