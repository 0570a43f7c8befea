import { CorrectAccount } from '#kernel/access/account.schema.ts'
import { useWrite } from '../../api.ts'
import { useForm } from '../../form.ts'
import { useText } from '../../i18n.ts'
import { showToast } from '../../toast.ts'
import { Form } from '../../ui/Form.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { AccountRow } from './AccountsTable.tsx'

export interface CorrectAccountFormProps {
  readonly account: AccountRow
  readonly onDone: () => void
}

/** Names and phone; the username stays, because the records speak of it. */
export function CorrectAccountForm({ account, onDone }: CorrectAccountFormProps) {
  const t = useText()
  const correct = useWrite(CorrectAccount)
  const initial = {
    nameZh: account.nameZh,
    nameEn: account.nameEn,
    phone: account.phone ?? '',
  }
  const shape = (values: typeof initial) => ({
    ...values,
    phone: values.phone.trim() || null,
    id: account.id,
    version: account.version,
  })
  const form = useForm({
    initial,
    schema: CorrectAccount.input,
    shape,
    send: (values) => correct.submit(shape(values)),
    sent() {
      showToast(t('web.accounts.corrected'))
      onDone()
    },
  })
  const labels = {
    nameZh: t('web.accounts.name_zh'),
    nameEn: t('web.accounts.name_en'),
    phone: t('web.accounts.phone'),
  }
  return (
    <Form form={form} submit={t('web.accounts.save')} labels={labels} onCancel={onDone}>
      <TextField field={form.field('nameZh')} label={labels.nameZh} maxLength={60} />
      <TextField field={form.field('nameEn')} label={labels.nameEn} maxLength={120} />
      <TextField field={form.field('phone')} label={labels.phone} kind="phone" isOptional />
    </Form>
  )
}
