import { useId, useState } from 'react'
import { useText } from '../../i18n.ts'
import type { PickedFile } from '../../picked-file.ts'
import { FileField } from '../../ui/FileField.tsx'

export interface UnitFilePickerProps {
  readonly onPick: (file: PickedFile | null) => void
  /** A file chosen before, perhaps before a reload. */
  readonly name: string | null
}

export function UnitFilePicker({ onPick, name }: UnitFilePickerProps) {
  const t = useText()
  const id = useId()
  const [files, setFiles] = useState<readonly PickedFile[]>([])
  const choose = (picked: readonly PickedFile[]) => {
    setFiles(picked)
    onPick(picked[0] ?? null)
  }
  return (
    <>
      <FileField
        field={{ id, name: 'file', value: files, problem: undefined, set: choose }}
        label={t('web.setup.file')}
        hint={t('web.setup.file_hint')}
        accept=".csv,text/csv"
      />
      {files.length === 0 && name && <p>{t('web.setup.file_kept', { name })}</p>}
    </>
  )
}
