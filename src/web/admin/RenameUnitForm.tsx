import { RenameUnit } from '#kernel/access/unit.schema.ts'
import { useWrite } from '../api.ts'
import { useForm } from '../form.ts'
import { useText } from '../i18n.ts'
import { showToast } from '../toast.ts'
import { Form } from '../ui/Form.tsx'
import { TextField } from '../ui/TextField.tsx'
import type { UnitRow } from '../units.ts'

export interface RenameUnitFormProps {
  readonly unit: UnitRow
  readonly onDone: () => void
}

export function RenameUnitForm({ unit, onDone }: RenameUnitFormProps) {
  const t = useText()
  const rename = useWrite(RenameUnit)
  const form = useForm({
    initial: { nameZh: unit.nameZh, nameEn: unit.nameEn },
    schema: RenameUnit.input.omit({ code: true }),
    send: ({ nameZh, nameEn }) => rename.submit({ code: unit.code, nameZh, nameEn }),
    sent() {
      showToast(t('web.unit.renamed'))
      onDone()
    },
  })
  const labels = { nameZh: t('web.unit.name_zh'), nameEn: t('web.unit.name_en') }
  return (
    <Form form={form} submit={t('web.unit.rename')} labels={labels} onCancel={onDone}>
      <TextField field={form.field('nameZh')} label={labels.nameZh} maxLength={80} />
      <TextField field={form.field('nameEn')} label={labels.nameEn} maxLength={160} />
    </Form>
  )
}
