import { useEffect, useRef } from 'react'
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
  const picture = useRef<HTMLImageElement>(null)
  useEffect(() => {
    const address = URL.createObjectURL(
      new Blob([new Uint8Array(file.content)], { type: file.mediaType }),
    )
    picture.current?.setAttribute('src', address)
    return () => URL.revokeObjectURL(address)
  }, [file])
  const alt = t('command.evidence.photo_named', { name: file.name })
  return <img ref={picture} className="evidence-preview" alt={alt} />
}
