import { type DragEvent, useRef, useState } from 'react'
import type { Field } from '../form.ts'
import { useFormat, useText } from '../i18n.ts'
import { type PickedFile, readPickedFile } from '../picked-file.ts'
import { Button } from './Button.tsx'
import { describedBy, FieldFrame, type FieldLook } from './FieldFrame.tsx'
import { IconButton } from './IconButton.tsx'

export interface FileFieldProps extends FieldLook {
  readonly field: Field<readonly PickedFile[]>
  /** `image/*` opens the camera on a phone. */
  readonly accept?: string
  readonly most?: number
}

const kilobyte = 1024

/** Files or photos; each is hashed on this device, so that the record can prove what was handed in. */
export function FileField({ field, accept, most = 1, ...look }: FileFieldProps) {
  const t = useText()
  const format = useFormat()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const add = async (files: FileList | null) => {
    const picked = await Promise.all(Array.from(files ?? [], readPickedFile))
    const known = new Set(field.value.map(({ sha256 }) => sha256))
    const fresh = picked.filter(({ sha256 }) => !known.has(sha256))
    field.set([...field.value, ...fresh].slice(-most))
    if (input.current) input.current.value = ''
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void add(event.dataTransfer.files)
  }
  return (
    <FieldFrame id={field.id} problem={field.problem} {...look}>
      <div
        className="file-drop"
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input
          ref={input}
          id={field.id}
          type="file"
          className="visually-hidden"
          accept={accept}
          multiple={most > 1}
          aria-describedby={describedBy(field.id, look, field.problem)}
          onChange={(event) => void add(event.target.files)}
        />
        <Button icon="attach" onClick={() => input.current?.click()}>
          {t('web.file.choose')}
        </Button>
        <ul className="stack" aria-label={t('web.file.chosen')}>
          {field.value.map((file) => (
            <li key={file.sha256} className="row">
              <span>{file.name}</span>
              <span className="muted small">
                {t('web.file.detail', {
                  size: format.number(Math.ceil(file.size / kilobyte)),
                  hash: file.sha256.slice(0, 12),
                })}
              </span>
              <IconButton
                icon="close"
                label={t('web.file.remove', { name: file.name })}
                onClick={() =>
                  field.set(field.value.filter(({ sha256 }) => sha256 !== file.sha256))
                }
              />
            </li>
          ))}
        </ul>
      </div>
    </FieldFrame>
  )
}
