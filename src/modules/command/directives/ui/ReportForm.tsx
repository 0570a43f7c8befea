import { useForm } from '#web/form.ts'
import { useText } from '#web/i18n.ts'
import { showToast } from '#web/toast.ts'
import { Form } from '#web/ui/Form.tsx'
import { LongTextField } from '#web/ui/LongTextField.tsx'
import { useCommandWrite } from '../../ui/command-write.ts'
import { directives } from '../directive.schema.ts'
import type { DirectiveFormProps } from './WithdrawForm.tsx'

const longest = 5000

/** Back to whoever ordered it: the last step of a directive. */
export function ReportForm({ directive, onDone }: DirectiveFormProps) {
  const t = useText()
  const send = useCommandWrite(directives.report)
  const { id, version, number, source } = directive
  const form = useForm({
    initial: { text: '' },
    schema: directives.report.input,
    shape: ({ text }) => ({ id, version, text }),
    async send({ text }) {
      await send({ id, version, text })
      showToast(t('command.directive.reported_now', { number }))
      onDone()
    },
  })
  const labels = { text: t('command.directive.report_text') }
  return (
    <Form form={form} submit={t('command.directive.report')} labels={labels} onCancel={onDone}>
      <p>{t('command.directive.report_to', { source })}</p>
      <LongTextField field={form.field('text')} label={labels.text} maxLength={longest} rows={8} />
    </Form>
  )
}
