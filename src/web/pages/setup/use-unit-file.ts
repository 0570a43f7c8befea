import { useEffect, useState } from 'react'
import type { PickedFile } from '../../picked-file.ts'
import type { SetupDraft } from './setup-draft.ts'
import { decodeText, previewUnitFile, type UnitFilePreview } from './unit-file.ts'

type File = SetupDraft['file']

/** The chosen file and what it holds, read again whenever another one is chosen. */
export function useUnitFile(initial: File) {
  const [file, setFile] = useState<File>(initial)
  const [preview, setPreview] = useState<UnitFilePreview | null>(null)
  useEffect(() => {
    let isCurrent = true
    const show = async () => {
      const found = file === null ? null : await previewUnitFile(file.text)
      if (isCurrent) setPreview(found)
    }
    void show()
    return () => {
      isCurrent = false
    }
  }, [file])
  return {
    file,
    preview,
    pick: (picked: PickedFile | null) =>
      setFile(picked && { name: picked.name, text: decodeText(picked.content) }),
  }
}
