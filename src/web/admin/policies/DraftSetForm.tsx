import { policyReads, policyWrites } from '#kernel/policy/policy.schema.ts'
import { useList, useWrite } from '../../api.ts'
import { useForm } from '../../form.ts'
import { useFormat, useText } from '../../i18n.ts'
import { showToast } from '../../toast.ts'
import { ChoiceField } from '../../ui/ChoiceField.tsx'
import { Form } from '../../ui/Form.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { HeaderFields, useHeaderLabels } from './HeaderFields.tsx'
import { fieldsOf } from './header-form.ts'
import { blankHeader, type HeaderValues, sentHeader } from './set-header.ts'

export interface DraftSetFormProps {
  readonly copyFrom: string | null
  readonly onDone: (id: string) => void
  readonly onCancel: () => void
}

interface Values extends HeaderValues {
  readonly code: string
  readonly copyFrom: string | null
}

const mostSets = 200

/** A new set, empty or with the values of another; nothing of it holds before it is activated. */
export function DraftSetForm({ copyFrom, onDone, onCancel }: DraftSetFormProps) {
  const t = useText()
  const format = useFormat()
  const draft = useWrite(policyWrites.draft)
  const sets = useList(policyReads.list, { limit: mostSets }).rows ?? []
  const form = useForm<Values>({
    initial: { ...blankHeader, code: '', copyFrom },
    schema: policyWrites.draft.input,
    shape: sentHeader,
    async send(values) {
      const { id } = await draft.submit(sentHeader(values))
      showToast(t('web.policy.drafted'))
      onDone(id)
    },
  })
  const labels = {
    ...useHeaderLabels(),
    code: t('web.policy.code'),
    copyFrom: t('web.policy.copy_from'),
  }
  return (
    <Form form={form} submit={t('web.policy.draft')} labels={labels} onCancel={onCancel}>
      <ChoiceField
        field={form.field('copyFrom')}
        label={labels.copyFrom}
        hint={t('web.policy.copy_hint')}
        isOptional
        options={sets.map(({ id }) => String(id))}
        text={(id) => {
          const set = sets.find((one) => one.id === id)
          return set ? format.name(set) : id
        }}
      />
      <TextField
        field={form.field('code')}
        label={labels.code}
        hint={t('web.policy.code_hint')}
        maxLength={60}
      />
      <HeaderFields fields={fieldsOf(form)} labels={labels} />
    </Form>
  )
}
