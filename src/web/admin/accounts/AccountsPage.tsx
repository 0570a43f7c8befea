import { useState } from 'react'
import { PostName } from '#kernel/access/contract.ts'
import { CreateAccount, ListAccounts } from '#kernel/access/account.schema.ts'
import { useList } from '../../api.ts'
import { useText } from '../../i18n.ts'
import { useUrlState, useUrlText } from '../../navigation.ts'
import { Button } from '../../ui/Button.tsx'
import { Can } from '../../ui/Can.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { ChoiceField } from '../../ui/ChoiceField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Page } from '../../ui/Page.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { useUrlField, withAll } from '../url-field.ts'
import { AccountsTable } from './AccountsTable.tsx'
import { CreateAccountForm } from './CreateAccountForm.tsx'
import { InitialPassword, type ShownPassword } from './InitialPassword.tsx'

const everyPost = 'all'
const states = ['open', 'closed', 'all'] as const

/** Who can get in, and as what. */
export function AccountsPage() {
  const t = useText()
  const [search, setSearch] = useUrlText('search')
  const [state = 'open', setState] = useUrlState('state', states)
  const post = useUrlField('post')
  const held = PostName.safeParse(post.value)
  const accounts = useList(ListAccounts, {
    limit: 50,
    state,
    ...(search ? { search } : {}),
    ...(held.success ? { post: held.data } : {}),
  })
  const [isCreating, setCreating] = useState(false)
  const [password, setPassword] = useState<ShownPassword | null>(null)
  return (
    <Page
      title={t('web.admin.accounts')}
      lead={t('web.accounts.lead')}
      actions={
        <Can use={CreateAccount}>
          <Button kind="primary" icon="plus" onClick={() => setCreating(true)}>
            {t('web.accounts.create')}
          </Button>
        </Can>
      }
    >
      <div className="filters">
        <SearchBox label={t('web.accounts.search')} value={search} onChange={setSearch} />
        <ChoiceField
          field={withAll(post, everyPost)}
          label={t('web.accounts.post')}
          options={[everyPost, ...PostName.options]}
          text={(name) =>
            name === everyPost
              ? t('web.accounts.every_post')
              : t(`access.post.${PostName.parse(name)}`)
          }
        />
        <Choice
          label={t('web.accounts.state')}
          value={state}
          options={states}
          text={(option) => t(`web.accounts.state.${option}`)}
          onChange={setState}
        />
      </div>
      <AccountsTable accounts={accounts} />
      <Dialog
        title={t('web.accounts.create')}
        isOpen={isCreating}
        onClose={() => setCreating(false)}
      >
        <CreateAccountForm
          onCancel={() => setCreating(false)}
          onDone={(created) => {
            setCreating(false)
            setPassword(created)
          }}
        />
      </Dialog>
      <InitialPassword shown={password} onClose={() => setPassword(null)} />
    </Page>
  )
}
