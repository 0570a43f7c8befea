import { CreateAccount } from '#kernel/access/account.schema.ts'
import type { PostName } from '#kernel/access/contract.ts'
import { useWrite } from '../../api.ts'
import { useForm } from '../../form.ts'
import { useFormat, useText } from '../../i18n.ts'
import { Form } from '../../ui/Form.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { ShownPassword } from './InitialPassword.tsx'
import { PostFields } from './PostFields.tsx'

interface Values {
  readonly username: string
  readonly nameZh: string
  readonly nameEn: string
  readonly phone: string
  readonly post: PostName | null
  readonly unitCode: string | null
}

export interface CreateAccountFormProps {
  readonly onDone: (created: ShownPassword) => void
  readonly onCancel: () => void
}

const blank: Values = {
  username: '',
  nameZh: '',
  nameEn: '',
  phone: '',
  post: null,
  unitCode: null,
}

/** A person and the first post; the password is made by the server and shown once. */
export function CreateAccountForm({ onDone, onCancel }: CreateAccountFormProps) {
  const t = useText()
  const format = useFormat()
  const create = useWrite(CreateAccount)
  const shape = (values: Values) => ({ ...values, phone: values.phone.trim() || null })
  const form = useForm<Values>({
    initial: blank,
    schema: CreateAccount.input,
    shape,
    async send(values) {
      const input = CreateAccount.input.parse(shape(values))
      const { initialPassword } = await create.submit(input)
      onDone({ username: input.username, name: format.name(values), password: initialPassword })
    },
  })
  const labels = {
    username: t('web.accounts.username'),
    nameZh: t('web.accounts.name_zh'),
    nameEn: t('web.accounts.name_en'),
    phone: t('web.accounts.phone'),
    post: t('web.accounts.post'),
    unitCode: t('web.accounts.unit'),
  }
  return (
    <Form form={form} submit={t('web.accounts.create')} labels={labels} onCancel={onCancel}>
      <TextField field={form.field('nameZh')} label={labels.nameZh} maxLength={60} />
      <TextField field={form.field('nameEn')} label={labels.nameEn} maxLength={120} />
      <TextField
        field={form.field('username')}
        label={labels.username}
        hint={t('web.accounts.username_hint')}
        maxLength={40}
      />
      <TextField field={form.field('phone')} label={labels.phone} kind="phone" isOptional />
      <PostFields post={form.field('post')} unit={form.field('unitCode')} />
    </Form>
  )
}
