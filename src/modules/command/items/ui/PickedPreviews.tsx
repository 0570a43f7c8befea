import { useEffect, useState } from 'react'
import { useText } from '#web/i18n.ts'
import type { PickedFile } from '#web/picked-file.ts'

/** The photos as they will be sent, so that the wrong one is noticed before it is evidence. */
export function PickedPreviews({ files }: { readonly files: readonly PickedFile[] }) {
  return (
    <div className="row">
      {files.map((file) => (
        <PickedPreview key={file.sha256} file={file} />
      ))}
    </div>
  )
}

function PickedPreview({ file }: { readonly file: PickedFile }) {
  const t = useText()
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    const made = URL.createObjectURL(
      new Blob([new Uint8Array(file.content)], { type: file.mediaType }),
    )
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  if (address === null) return null
  return (
    <img
      className="evidence-preview"
      src={address}
      alt={t('command.evidence.photo_named', { name: file.name })}
    />
  )
}
