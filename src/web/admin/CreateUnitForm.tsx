import { UnitKind } from '#kernel/access/contract.ts'
import { CreateUnit } from '#kernel/access/unit.schema.ts'
import { useWrite } from '../api.ts'
import { useForm } from '../form.ts'
import { useText } from '../i18n.ts'
import { showToast } from '../toast.ts'
import { ChoiceField } from '../ui/ChoiceField.tsx'
import { Form } from '../ui/Form.tsx'
import { TextField } from '../ui/TextField.tsx'
import { UnitField } from '../ui/UnitField.tsx'

const kinds = UnitKind.exclude(['city']).options

interface Values {
  readonly parentCode: string | null
  readonly kind: (typeof kinds)[number] | null
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
}

export interface CreateUnitFormProps {
  readonly parentCode: string | null
  /** Null when it was given up. */
  readonly onDone: (created: string | null) => void
}

export function CreateUnitForm({ parentCode, onDone }: CreateUnitFormProps) {
  const t = useText()
  const create = useWrite(CreateUnit)
  const form = useForm<Values>({
    initial: { parentCode, kind: null, code: '', nameZh: '', nameEn: '' },
    schema: CreateUnit.input,
    async send(values) {
      const { code } = await create.submit(CreateUnit.input.parse(values))
      showToast(t('web.unit.created', { name: values.nameZh }))
      onDone(code)
    },
  })
  const labels = {
    parentCode: t('web.unit.parent'),
    kind: t('web.unit.kind'),
    code: t('web.unit.code'),
    nameZh: t('web.unit.name_zh'),
    nameEn: t('web.unit.name_en'),
  }
  return (
    <Form form={form} submit={t('web.unit.create')} labels={labels} onCancel={() => onDone(null)}>
      <UnitField field={form.field('parentCode')} label={labels.parentCode} />
      <ChoiceField
        field={form.field('kind')}
        label={labels.kind}
        options={kinds}
        text={(kind) => t(`access.unit_kind.${kind}`)}
      />
      <TextField
        field={form.field('code')}
        label={labels.code}
        hint={t('web.unit.code_hint')}
        maxLength={12}
        kind="code"
      />
      <TextField field={form.field('nameZh')} label={labels.nameZh} maxLength={80} />
      <TextField field={form.field('nameEn')} label={labels.nameEn} maxLength={160} />
    </Form>
  )
}
