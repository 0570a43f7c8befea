import { useState } from 'react'
import { ChangePassword } from '#kernel/access/sign-in.schema.ts'
import { useWrite } from '../api.ts'
import { useForm } from '../form.ts'
import { useText } from '../i18n.ts'
import { Problem } from '../problem.ts'
import { showToast } from '../toast.ts'
import { Form } from '../ui/Form.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextField } from '../ui/TextField.tsx'

const blank = { current: '', next: '', repeated: '' }

/** A new password; every other session of the account ends with it. */
export function ChangePasswordForm() {
  const t = useText()
  const change = useWrite(ChangePassword)
  const [refused, setRefused] = useState<'wrong' | 'locked' | null>(null)
  const form = useForm({
    initial: blank,
    async send({ current, next, repeated }) {
      setRefused(null)
      if (next !== repeated) {
        throw new Problem(422, 'kernel.invalid', {
          fields: [{ path: 'repeated', problem: 'repeated' }],
        })
      }
      const answer = await change.submit({ current, next })
      if (answer.state === 'refused') return setRefused(answer.reason)
      form.reset()
      showToast(t('web.own.password_changed', { count: answer.endedSessions }))
    },
  })
  const labels = {
    current: t('web.own.current_password'),
    next: t('web.sign_in.new_password'),
    repeated: t('web.sign_in.repeated'),
  }
  return (
    <>
      {refused && <Notice tone="problem">{t(`web.sign_in.refused.${refused}`)}</Notice>}
      <Form form={form} submit={t('web.own.change_password')} labels={labels}>
        <TextField
          field={form.field('current')}
          label={labels.current}
          kind="password"
          autoComplete="current-password"
        />
        <TextField
          field={form.field('next')}
          label={labels.next}
          hint={t('web.sign_in.new_password_hint')}
          kind="password"
          autoComplete="new-password"
        />
        <TextField
          field={form.field('repeated')}
          label={labels.repeated}
          kind="password"
          autoComplete="new-password"
        />
      </Form>
    </>
  )
}
