import '../admin.css'
import type { ListAccounts } from '#kernel/access/account.schema.ts'
import { useFormat, useText } from '../../i18n.ts'
import type { ListQuery } from '../../list-query.ts'
import type { AnswerOf } from '../../request.ts'
import { PersonName } from '../../ui/PersonName.tsx'
import { Table } from '../../ui/Table.tsx'
import { AccountState } from './AccountState.tsx'

export type AccountRow = AnswerOf<typeof ListAccounts>['rows'][number]

export function AccountsTable({ accounts }: { readonly accounts: ListQuery<AccountRow> }) {
  const t = useText()
  const format = useFormat()
  return (
    <Table
      caption={t('web.admin.accounts')}
      query={accounts}
      rowKey={({ id }) => id}
      rowName={(account) => format.name(account)}
      rowLink={({ username }) => `/admin/accounts/${username}`}
      empty={t('web.accounts.none')}
      columns={[
        {
          key: 'name',
          header: t('web.accounts.name'),
          cell: (account) => <PersonName person={account} />,
        },
        {
          key: 'username',
          header: t('web.accounts.username'),
          cell: ({ username }) => <code>{username}</code>,
        },
        {
          key: 'posts',
          header: t('web.accounts.posts'),
          cell: ({ appointments }) =>
            appointments.length === 0 ? (
              <span className="muted">{t('web.accounts.no_post')}</span>
            ) : (
              <Posts appointments={appointments} />
            ),
        },
        {
          key: 'phone',
          header: t('web.accounts.phone'),
          cell: ({ phone }) => (
            <span className={phone ? 'nowrap' : 'nowrap muted'}>
              {phone ?? t('web.accounts.no_phone')}
            </span>
          ),
        },
        {
          key: 'state',
          header: t('web.accounts.state'),
          cell: (account) => <AccountState account={account} />,
        },
      ]}
    />
  )
}

function Posts({ appointments }: Pick<AccountRow, 'appointments'>) {
  const t = useText()
  const format = useFormat()
  return (
    <ul>
      {appointments.map(({ id, post, unitNameZh, unitNameEn }) => (
        <li key={id}>
          {t(`access.post.${post}`)} · {format.name({ nameZh: unitNameZh, nameEn: unitNameEn })}
        </li>
      ))}
    </ul>
  )
}
