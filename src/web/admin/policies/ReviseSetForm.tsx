import { policyWrites } from '#kernel/policy/policy.schema.ts'
import { useWrite } from '../../api.ts'
import { useForm } from '../../form.ts'
import { useText } from '../../i18n.ts'
import { showToast } from '../../toast.ts'
import { Form } from '../../ui/Form.tsx'
import { fieldsOf } from './header-form.ts'
import { HeaderFields, useHeaderLabels } from './HeaderFields.tsx'
import type { PolicySetRow } from './policy-words.ts'
import { headerOf, sentHeader } from './set-header.ts'

export interface ReviseSetFormProps {
  readonly set: PolicySetRow
  readonly onDone: () => void
}

/** Number, issuer, days, source of a draft. */
export function ReviseSetForm({ set, onDone }: ReviseSetFormProps) {
  const t = useText()
  const revise = useWrite(policyWrites.revise)
  const onVersion = { id: set.id, version: set.version }
  const form = useForm({
    initial: headerOf(set),
    schema: policyWrites.revise.input,
    shape: (values) => ({ ...sentHeader(values), ...onVersion }),
    send: (values) => revise.submit({ ...sentHeader(values), ...onVersion }),
    sent() {
      showToast(t('web.policy.revised'))
      onDone()
    },
  })
  const labels = useHeaderLabels()
  return (
    <Form form={form} submit={t('web.policy.save')} labels={labels} onCancel={onDone}>
      <HeaderFields fields={fieldsOf(form)} labels={labels} />
    </Form>
  )
}
