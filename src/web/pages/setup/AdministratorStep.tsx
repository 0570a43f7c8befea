import * as z from 'zod'
import { installations } from '#kernel/installation/installation.schema.ts'
import { useForm } from '../../form.ts'
import { useText } from '../../i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Form } from '../../ui/Form.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { SetupDraft } from './setup-draft.ts'

type Person = Pick<SetupDraft, 'username' | 'adminZh' | 'adminEn'>

export interface AdministratorStepProps {
  readonly draft: SetupDraft
  readonly onBack: (person: Person) => void
  readonly onCommit: (person: Person, setupCode: string) => Promise<void>
}

const { username, nameZh, nameEn } = installations.establish.input.shape.administrator.shape
const Administrator = z.object({
  username,
  adminZh: nameZh,
  adminEn: nameEn,
  setupCode: z.string().trim().min(1),
})

/** The first administrator, and the proof that whoever sets up stands at the machine. */
export function AdministratorStep({ draft, onBack, onCommit }: AdministratorStepProps) {
  const t = useText()
  const form = useForm({
    initial: {
      username: draft.username,
      adminZh: draft.adminZh,
      adminEn: draft.adminEn,
      setupCode: '',
    },
    schema: Administrator,
    send: ({ setupCode, ...person }) => onCommit(person, setupCode.normalize('NFKC').trim()),
  })
  const labels = {
    username: t('web.accounts.username'),
    adminZh: t('web.accounts.name_zh'),
    adminEn: t('web.accounts.name_en'),
    setupCode: t('web.setup.code'),
  }
  const { username, adminZh, adminEn } = form.values
  return (
    <>
      <Form form={form} submit={t('web.setup.commit')} labels={labels}>
        <TextField field={form.field('adminZh')} label={labels.adminZh} maxLength={60} />
        <TextField field={form.field('adminEn')} label={labels.adminEn} maxLength={120} />
        <TextField
          field={form.field('username')}
          label={labels.username}
          hint={t('web.accounts.username_hint')}
          autoComplete="username"
          maxLength={40}
        />
        <TextField
          field={form.field('setupCode')}
          label={labels.setupCode}
          hint={t('web.setup.code_hint')}
          kind="code"
          maxLength={40}
        />
        <Notice>
          {t('web.setup.summary', {
            city: draft.cityZh,
            units: draft.source === 'csv' ? (draft.file?.name ?? '') : t('web.setup.units.dalian'),
            policies: t(draft.shippedPolicies ? 'web.setup.policies_on' : 'web.setup.policies_off'),
          })}
        </Notice>
      </Form>
      <div className="row">
        <Button kind="quiet" onClick={() => onBack({ username, adminZh, adminEn })}>
          {t('web.setup.back')}
        </Button>
      </div>
    </>
  )
}
