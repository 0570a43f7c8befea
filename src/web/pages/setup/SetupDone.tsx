import '../../admin/admin.css'
import { useEffect, useState } from 'react'
import { CopyButton } from '../../admin/CopyButton.tsx'
import { useText } from '../../i18n.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { GateTitle } from '../GateTitle.tsx'

export interface SetupDoneProps {
  readonly established: { readonly username: string; readonly initialPassword: string }
}

/** The administrator's first password, this once; leaving without having noted it is asked about. */
export function SetupDone({ established: { username, initialPassword } }: SetupDoneProps) {
  const t = useText()
  const [isNoted, setNoted] = useState(false)
  useEffect(() => {
    if (isNoted) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isNoted])
  return (
    <>
      <GateTitle>{t('web.setup.done_title')}</GateTitle>
      <Notice tone="good">{t('web.setup.done')}</Notice>
      <Facts
        missing={t('web.none')}
        facts={[{ label: t('web.accounts.username'), value: <code>{username}</code> }]}
      />
      <div className="stack">
        <h2>{t('web.accounts.initial_password')}</h2>
        <p className="secret">{initialPassword}</p>
        <div className="row">
          <CopyButton text={initialPassword} />
        </div>
      </div>
      <Notice tone="attention">{t('web.accounts.shown_once')}</Notice>
      <label className="check">
        <input
          type="checkbox"
          className="checkbox"
          checked={isNoted}
          onChange={(event) => setNoted(event.target.checked)}
        />
        <span>{t('web.setup.noted')}</span>
      </label>
      {isNoted && (
        <div className="row">
          <ButtonLink to="/sign-in" kind="primary">
            {t('web.setup.to_sign_in')}
          </ButtonLink>
        </div>
      )}
    </>
  )
}
