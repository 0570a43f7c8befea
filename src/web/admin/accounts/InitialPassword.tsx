import '../admin.css'
import { useText } from '../../i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { CopyButton } from '../CopyButton.tsx'

export interface ShownPassword {
  readonly username: string
  readonly name: string
  readonly password: string
}

export interface InitialPasswordProps {
  readonly shown: ShownPassword | null
  readonly onClose: () => void
}

/** The first password, this once: nobody can look it up again, only replace it. */
export function InitialPassword({ shown, onClose }: InitialPasswordProps) {
  const t = useText()
  return (
    <Dialog
      title={t('web.accounts.initial_password')}
      isOpen={shown !== null}
      onClose={onClose}
      footer={
        <Button kind="primary" onClick={onClose}>
          {t('web.accounts.noted')}
        </Button>
      }
    >
      {shown && (
        <div className="stack">
          <p>{t('web.accounts.tell', { name: shown.name, username: shown.username })}</p>
          <p className="secret">{shown.password}</p>
          <div className="row">
            <CopyButton text={shown.password} />
          </div>
          <Notice tone="attention">{t('web.accounts.shown_once')}</Notice>
        </div>
      )}
    </Dialog>
  )
}
