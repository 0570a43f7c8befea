import * as z from 'zod'
import { installations } from '#kernel/installation/installation.schema.ts'
import { useForm } from '../../form.ts'
import { useText } from '../../i18n.ts'
import { Problem } from '../../problem.ts'
import { Form } from '../../ui/Form.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { refusedLines } from './refused-lines.ts'
import type { SetupDraft } from './setup-draft.ts'
import { UnitFilePicker } from './UnitFilePicker.tsx'
import { UnitFileShown } from './UnitFileShown.tsx'
import { UnitSourceChoice } from './UnitSourceChoice.tsx'
import { useUnitFile } from './use-unit-file.ts'

type City = Pick<SetupDraft, 'cityZh' | 'cityEn' | 'source' | 'file'>

export interface CityStepProps {
  readonly draft: SetupDraft
  /** What the server said about the file when everything was sent. */
  readonly refused: Problem | null
  readonly onNext: (city: City) => void
}

const { nameZh, nameEn } = installations.establish.input.shape
const CityNames = z.object({ cityZh: nameZh, cityEn: nameEn })

/** Which city this is, and the tree of its units. */
export function CityStep({ draft, refused, onNext }: CityStepProps) {
  const t = useText()
  const unitFile = useUnitFile(draft.file)
  const { preview } = unitFile
  const form = useForm({
    initial: { cityZh: draft.cityZh, cityEn: draft.cityEn, source: draft.source },
    schema: CityNames,
    async send(values) {
      const isReady = preview !== null && preview.bad.length === 0 && preview.rows > 0
      if (values.source === 'csv' && !isReady) throw new Problem(422, 'web.setup.file_needed', {})
      onNext({ ...values, file: unitFile.file })
    },
  })
  const labels = { cityZh: t('web.setup.city_zh'), cityEn: t('web.setup.city_en') }
  const bad =
    refused && preview && unitFile.file === draft.file ? refusedLines(refused, preview.cells) : []
  const shown = preview && bad.length > 0 ? { ...preview, bad } : preview
  return (
    <Form form={form} submit={t('web.setup.next')} labels={labels}>
      <TextField field={form.field('cityZh')} label={labels.cityZh} maxLength={60} />
      <TextField field={form.field('cityEn')} label={labels.cityEn} maxLength={120} />
      <UnitSourceChoice field={form.field('source')} />
      {form.values.source === 'csv' && (
        <>
          <UnitFilePicker onPick={unitFile.pick} name={unitFile.file?.name ?? null} />
          {shown && <UnitFileShown preview={shown} />}
        </>
      )}
    </Form>
  )
}
