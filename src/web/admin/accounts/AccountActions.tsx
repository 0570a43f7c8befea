import { useState } from 'react'
import {
  CloseAccount,
  CorrectAccount,
  ReopenAccount,
  ResetPassword,
  ResetSecondFactor,
  UnlockAccount,
} from '#kernel/access/account.schema.ts'
import { useWrite } from '../../api.ts'
import { useFormat, useText } from '../../i18n.ts'
import { useSession } from '../../session.ts'
import { showToast } from '../../toast.ts'
import { Button } from '../../ui/Button.tsx'
import { Can } from '../../ui/Can.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import type { AccountRow } from './AccountsTable.tsx'
import { CorrectAccountForm } from './CorrectAccountForm.tsx'
import { ResetPasswordButton } from './ResetPasswordButton.tsx'

/** What may be done to an account; nobody does it to the own one. */
export function AccountActions({ account }: { readonly account: AccountRow }) {
  const t = useText()
  const format = useFormat()
  const name = format.name(account)
  const { data: session } = useSession()
  const [isCorrecting, setCorrecting] = useState(false)
  const reset = useWrite(ResetSecondFactor)
  const unlock = useWrite(UnlockAccount)
  const isOwn = session?.account.id === account.id
  const isClosed = account.closedAt !== null
  const closed = isClosed ? t('access.account.is_closed') : null
  const refusal = isOwn ? t('access.account.own') : closed
  const noFactor = account.secondFactor ? null : t('web.accounts.not_enrolled')
  const { id } = account
  const done = async (act: Promise<unknown>, text: string) => {
    await act
    showToast(text)
  }
  return (
    <>
      {account.lockedUntil && (
        <Can use={UnlockAccount} unless={closed}>
          <Confirm
            verb={t('access.account.unlock')}
            thing={name}
            kind="primary"
            run={() => done(unlock.submit({ id }), t('web.accounts.unlocked', { name }))}
          />
        </Can>
      )}
      <Can use={CorrectAccount} unless={closed}>
        <Button onClick={() => setCorrecting(true)}>{t('access.account.correct')}</Button>
      </Can>
      <Can use={ResetPassword} unless={refusal}>
        <ResetPasswordButton account={account} />
      </Can>
      <Can use={ResetSecondFactor} unless={refusal ?? noFactor}>
        <Confirm
          verb={t('access.account.reset_second_factor')}
          thing={name}
          consequence={t('web.accounts.factor_consequence')}
          run={() => done(reset.submit({ id }), t('web.accounts.factor_reset', { name }))}
        />
      </Can>
      <OpenOrClose account={account} refusal={isOwn ? t('access.account.own') : null} />
      <Dialog
        title={t('access.account.correct')}
        isOpen={isCorrecting}
        onClose={() => setCorrecting(false)}
      >
        <CorrectAccountForm account={account} onDone={() => setCorrecting(false)} />
      </Dialog>
    </>
  )
}

interface OpenOrCloseProps {
  readonly account: AccountRow
  readonly refusal: string | null
}

function OpenOrClose({ account, refusal }: OpenOrCloseProps) {
  const t = useText()
  const name = useFormat().name(account)
  const close = useWrite(CloseAccount)
  const reopen = useWrite(ReopenAccount)
  const { id, version } = account
  const isClosed = account.closedAt !== null
  const act = async () => {
    await (isClosed ? reopen : close).submit({ id, version })
    showToast(t(isClosed ? 'web.accounts.reopened' : 'web.accounts.closed_now', { name }))
  }
  return (
    <Can use={isClosed ? ReopenAccount : CloseAccount} unless={refusal}>
      <Confirm
        verb={t(isClosed ? 'access.account.reopen' : 'access.account.close')}
        thing={name}
        kind={isClosed ? 'primary' : 'danger'}
        consequence={t(
          isClosed ? 'web.accounts.reopen_consequence' : 'web.accounts.close_consequence',
        )}
        run={act}
      />
    </Can>
  )
}
