import { useForm } from '../../form.ts'
import { useText } from '../../i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField } from '../../ui/CheckField.tsx'
import { Form } from '../../ui/Form.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { SetupDraft } from './setup-draft.ts'

export interface PolicyStepProps {
  readonly draft: SetupDraft
  readonly onBack: () => void
  readonly onNext: (shippedPolicies: boolean) => void
}

const shipped = ['protocol_8', 'protocol_9', 'local'] as const

/** Whether the shipped sets go in, and what they are. */
export function PolicyStep({ draft, onBack, onNext }: PolicyStepProps) {
  const t = useText()
  const form = useForm({
    initial: { shippedPolicies: draft.shippedPolicies },
    send: async ({ shippedPolicies }) => onNext(shippedPolicies),
  })
  return (
    <>
      <Form form={form} submit={t('web.setup.next')} labels={{}}>
        <CheckField field={form.field('shippedPolicies')} label={t('web.setup.shipped_policies')} />
        <ul className="stack">
          {shipped.map((set) => (
            <li key={set}>
              <strong>{t(`web.setup.policy.${set}`)}</strong>
              <br />
              <span className="muted">{t(`web.setup.policy.${set}_text`)}</span>
            </li>
          ))}
        </ul>
        {!form.values.shippedPolicies && (
          <Notice tone="attention">{t('web.setup.without_policies')}</Notice>
        )}
      </Form>
      <div className="row">
        <Button kind="quiet" onClick={onBack}>
          {t('web.setup.back')}
        </Button>
      </div>
    </>
  )
}
