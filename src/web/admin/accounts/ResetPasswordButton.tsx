import { useState } from 'react'
import { ResetPassword } from '#kernel/access/account.schema.ts'
import { useWrite } from '../../api.ts'
import { useFormat, useText } from '../../i18n.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import type { AccountRow } from './AccountsTable.tsx'
import { InitialPassword, type ShownPassword } from './InitialPassword.tsx'

/** A new first password in place of a forgotten one; what it ends is said before. */
export function ResetPasswordButton({ account }: { readonly account: AccountRow }) {
  const t = useText()
  const name = useFormat().name(account)
  const reset = useWrite(ResetPassword)
  const [shown, setShown] = useState<ShownPassword | null>(null)
  const act = async () => {
    const { initialPassword } = await reset.submit({ id: account.id })
    setShown({ username: account.username, name, password: initialPassword })
  }
  return (
    <>
      <Confirm
        verb={t('access.account.reset_password')}
        thing={name}
        kind="plain"
        consequence={t('web.accounts.password_consequence')}
        run={act}
      />
      <InitialPassword shown={shown} onClose={() => setShown(null)} />
    </>
  )
}
