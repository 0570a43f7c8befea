import { useDemoEntries } from '../demo-entries.ts'
import { useText } from '../i18n.ts'
import { AppLink } from '../ui/AppLink.tsx'
import { Button } from '../ui/Button.tsx'
import { Form } from '../ui/Form.tsx'
import { Notice } from '../ui/Notice.tsx'
import { QrCode } from '../ui/QrCode.tsx'
import { TextField } from '../ui/TextField.tsx'
import { GateFrame } from './GateFrame.tsx'
import { GateTitle } from './GateTitle.tsx'
import { useSetupFirst } from './setup/use-setup-first.ts'
import { type SignInFlow, useSignIn } from './sign-in-steps.ts'

/** Password, then only what this account still owes: a code, a new password, a second factor. */
export function SignInPage() {
  const t = useText()
  useSetupFirst()
  const flow = useSignIn()
  const { step, refusal, form } = flow
  const { entries } = useDemoEntries()
  return (
    <GateFrame>
      <GateTitle>{t(`web.sign_in.title.${step.asks}`)}</GateTitle>
      {step.asks !== 'password' && <p className="muted">{t(`web.sign_in.lead.${step.asks}`)}</p>}
      {refusal && (
        <Notice tone="problem">
          {t(`web.sign_in.refused.${refusal.reason}`)}
          {refusal.waitSeconds > 0 && ` ${t('web.sign_in.wait', { seconds: refusal.waitSeconds })}`}
        </Notice>
      )}
      <Form
        key={step.asks}
        form={form}
        submit={t(`web.sign_in.submit.${step.asks}`)}
        labels={{
          username: t('web.sign_in.username'),
          password: t('web.sign_in.password'),
          code: t('web.sign_in.code'),
          newPassword: t('web.sign_in.new_password'),
          repeated: t('web.sign_in.repeated'),
        }}
      >
        <StepFields flow={flow} />
      </Form>
      {step.asks !== 'password' && (
        <Button kind="quiet" onClick={flow.startAgain}>
          {t('web.sign_in.other_account')}
        </Button>
      )}
      {entries.length > 0 && step.asks === 'password' && (
        <p className="small">
          <AppLink to="/roles">{t('web.roles.link')}</AppLink>
        </p>
      )}
    </GateFrame>
  )
}

function StepFields({ flow: { step, form } }: { readonly flow: SignInFlow }) {
  const t = useText()
  if (step.asks === 'password') {
    return (
      <>
        <TextField
          field={form.field('username')}
          label={t('web.sign_in.username')}
          autoComplete="username"
        />
        <TextField
          field={form.field('password')}
          label={t('web.sign_in.password')}
          kind="password"
          autoComplete="current-password"
        />
      </>
    )
  }
  const code = (
    <TextField
      field={form.field('code')}
      label={t('web.sign_in.code')}
      hint={t('web.sign_in.code_hint')}
      kind="code"
      autoComplete="one-time-code"
      maxLength={6}
    />
  )
  if (step.asks === 'code') return code
  if (step.asks === 'enrolment') {
    return (
      <>
        <QrCode text={step.provisioningUri} label={t('web.sign_in.qr')} />
        <details>
          <summary>{t('web.sign_in.secret')}</summary>
          <code>{new URL(step.provisioningUri).searchParams.get('secret')}</code>
        </details>
        {code}
      </>
    )
  }
  return (
    <>
      <TextField
        field={form.field('newPassword')}
        label={t('web.sign_in.new_password')}
        hint={t('web.sign_in.new_password_hint')}
        kind="password"
        autoComplete="new-password"
      />
      <TextField
        field={form.field('repeated')}
        label={t('web.sign_in.repeated')}
        kind="password"
        autoComplete="new-password"
      />
      {step.needsCode && code}
    </>
  )
}
