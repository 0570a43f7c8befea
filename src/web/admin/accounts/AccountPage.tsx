import { ListAccounts } from '#kernel/access/account.schema.ts'
import { useRead } from '../../api.ts'
import { useFormat, useText } from '../../i18n.ts'
import { usePathParam } from '../../navigation.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { Page } from '../../ui/Page.tsx'
import { Section } from '../../ui/Section.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { AccountActions } from './AccountActions.tsx'
import { AccountState } from './AccountState.tsx'
import type { AccountRow } from './AccountsTable.tsx'
import { Appointments } from './Appointments.tsx'

const most = 200

/** One person's account. The contract has no read by id, so it is found by its username, which is unique. */
export function AccountPage() {
  const t = useText()
  const username = usePathParam('username')
  const query = useRead(ListAccounts, { search: username, state: 'all', limit: most })
  return (
    <Shown query={query}>
      {({ rows }) => {
        const account = rows.find((row) => row.username === username)
        if (account) return <FoundAccount account={account} />
        return (
          <Page title={t('web.admin.accounts')}>
            <Empty action={<AppLink to="/admin/accounts">{t('web.accounts.to_list')}</AppLink>}>
              {t('kernel.not_found')}
            </Empty>
          </Page>
        )
      }}
    </Shown>
  )
}

function FoundAccount({ account }: { readonly account: AccountRow }) {
  const t = useText()
  const format = useFormat()
  return (
    <Page
      title={format.name(account)}
      lead={
        <span className="row">
          <AccountState account={account} />
          <AppLink to="/admin/accounts">{t('web.accounts.to_list')}</AppLink>
        </span>
      }
      actions={<AccountActions account={account} />}
    >
      <Section title={t('web.accounts.facts')}>
        <Facts
          missing={t('web.accounts.not_stated')}
          facts={[
            { label: t('web.accounts.username'), value: <code>{account.username}</code> },
            { label: t('web.accounts.name_zh'), value: account.nameZh },
            { label: t('web.accounts.name_en'), value: account.nameEn || null },
            { label: t('web.accounts.phone'), value: account.phone },
            { label: t('web.accounts.created'), value: <Instant at={account.createdAt} /> },
            {
              label: t('web.accounts.second_factor'),
              value: t(
                account.secondFactor ? 'web.accounts.enrolled' : 'web.accounts.not_enrolled',
              ),
            },
            ...(account.closedAt
              ? [
                  {
                    label: t('web.accounts.closed_at'),
                    value: <Instant at={account.closedAt} />,
                  },
                ]
              : []),
          ]}
        />
      </Section>
      <Appointments account={account} />
    </Page>
  )
}
