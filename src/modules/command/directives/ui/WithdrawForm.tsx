import { useForm } from '#web/form.ts'
import { useFormat, useText } from '#web/i18n.ts'
import { useGo } from '#web/navigation.ts'
import { showToast } from '#web/toast.ts'
import { Form } from '#web/ui/Form.tsx'
import { LongTextField } from '#web/ui/LongTextField.tsx'
import { Notice } from '#web/ui/Notice.tsx'
import { useCommandWrite } from '../../ui/command-write.ts'
import { directives } from '../directive.schema.ts'
import type { DirectiveDetail } from './directive-rows.ts'

export interface DirectiveFormProps {
  readonly directive: DirectiveDetail
  readonly onDone: () => void
}

const longest = 2000

/** Taking an order back is itself an order, with the next number and a reason (rule 3). */
export function WithdrawForm({ directive, onDone }: DirectiveFormProps) {
  const t = useText()
  const format = useFormat()
  const go = useGo()
  const send = useCommandWrite(directives.withdraw)
  const { id, version, titleZh, titleEn, number, tasks } = directive
  const open = tasks.filter(({ state }) => state !== 'closed').length
  const form = useForm({
    initial: { reason: '' },
    schema: directives.withdraw.input,
    shape: ({ reason }) => ({ id, version, reason }),
    async send({ reason }) {
      const order = await send({ id, version, reason })
      showToast(t('command.directive.withdrawn_now', { number: order.number }))
      onDone()
      go(`/directives/${order.id}`)
    },
  })
  const labels = { reason: t('command.directive.withdraw_reason') }
  return (
    <Form form={form} submit={t('command.directive.withdraw')} labels={labels} onCancel={onDone}>
      <p>
        <strong>
          {number} {format.bilingual({ zh: titleZh, en: titleEn })}
        </strong>
      </p>
      <Notice tone="attention">
        {t('command.directive.withdraw_consequence', { count: open })}
      </Notice>
      <LongTextField field={form.field('reason')} label={labels.reason} maxLength={longest} />
    </Form>
  )
}
