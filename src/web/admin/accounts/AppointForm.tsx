import { AddAppointment } from '#kernel/access/account.schema.ts'
import type { PostName } from '#kernel/access/contract.ts'
import { useWrite } from '../../api.ts'
import { useForm } from '../../form.ts'
import { useText } from '../../i18n.ts'
import { showToast } from '../../toast.ts'
import { Form } from '../../ui/Form.tsx'
import type { AccountRow } from './AccountsTable.tsx'
import { PostFields } from './PostFields.tsx'

export interface AppointFormProps {
  readonly account: AccountRow
  readonly onDone: () => void
}

interface Values {
  readonly post: PostName | null
  readonly unitCode: string | null
}

const blank: Values = { post: null, unitCode: null }

/** One more post for somebody who already has an account. */
export function AppointForm({ account, onDone }: AppointFormProps) {
  const t = useText()
  const appoint = useWrite(AddAppointment)
  const shape = (values: Values) => ({ ...values, accountId: account.id })
  const form = useForm<Values>({
    initial: blank,
    schema: AddAppointment.input,
    shape,
    send: (values) => appoint.submit(AddAppointment.input.parse(shape(values))),
    sent() {
      showToast(t('web.accounts.appointed'))
      onDone()
    },
  })
  const labels = { post: t('web.accounts.post'), unitCode: t('web.accounts.unit') }
  return (
    <Form form={form} submit={t('access.appointment.add')} labels={labels} onCancel={onDone}>
      <PostFields post={form.field('post')} unit={form.field('unitCode')} />
    </Form>
  )
}
