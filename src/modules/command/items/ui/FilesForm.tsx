import { type FormState, useForm } from '#web/form.ts'
import { useText } from '#web/i18n.ts'
import type { PickedFile } from '#web/picked-file.ts'
import { FileField } from '#web/ui/FileField.tsx'
import { Form } from '#web/ui/Form.tsx'
import { useCommandWrite } from '../../ui/command-write.ts'
import { items } from '../item-endpoints.schema.ts'
import type { ActFormProps } from './ActForm.tsx'
import { useActDone } from './act-done.ts'
import { PickedPreviews } from './PickedPreviews.tsx'

export interface FilesFormProps extends ActFormProps {
  readonly kind: 'photo' | 'file'
}

interface Values {
  readonly files: readonly PickedFile[]
}

const most = 9
const longestName = 200

/** Photos or files: hashed on this device, looked at before they leave it, sent one by one. */
export function FilesForm({ item, kind, onDone }: FilesFormProps) {
  const t = useText()
  const send = useCommandWrite(items.addFile)
  const tell = useActDone('add_evidence', item)
  const form: FormState<Values> = useForm<Values>({
    initial: { files: [] },
    async send({ files }) {
      for (const [index, file] of files.entries()) {
        const { sha256, content } = file
        const name = file.name.slice(0, longestName)
        await send({ id: item.id, kind, name, sha256, content: new Uint8Array(content) })
        // What has arrived leaves the form: after a refusal only the rest is sent again.
        form.set({ files: files.slice(index + 1) })
      }
      tell()
      onDone()
    },
  })
  const labels = { files: t(`command.evidence.choose_${kind}`) }
  return (
    <Form
      form={form}
      submit={t('command.item.act.add_evidence')}
      labels={labels}
      onCancel={onDone}
      disabledReason={form.values.files.length === 0 ? t('command.evidence.no_file') : undefined}
    >
      <FileField
        field={form.field('files')}
        label={labels.files}
        hint={t('command.evidence.hash_hint')}
        most={most}
        {...(kind === 'photo' && { accept: 'image/*' })}
      />
      {kind === 'photo' && <PickedPreviews files={form.values.files} />}
    </Form>
  )
}
