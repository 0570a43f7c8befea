import { useState } from 'react'
import { AddAppointment, EndAppointment } from '#kernel/access/account.schema.ts'
import { useWrite } from '../../api.ts'
import { useFormat, useText } from '../../i18n.ts'
import { showToast } from '../../toast.ts'
import { Button } from '../../ui/Button.tsx'
import { Can } from '../../ui/Can.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { Section } from '../../ui/Section.tsx'
import { Table } from '../../ui/Table.tsx'
import type { AccountRow } from './AccountsTable.tsx'
import { AppointForm } from './AppointForm.tsx'

/** The posts a person holds now, where, and since when. */
export function Appointments({ account }: { readonly account: AccountRow }) {
  const t = useText()
  const format = useFormat()
  const end = useWrite(EndAppointment)
  const [isAdding, setAdding] = useState(false)
  const closed = account.closedAt === null ? null : t('access.account.is_closed')
  const rows = account.appointments
  const finish = async (id: string) => {
    await end.submit({ id })
    showToast(t('web.accounts.post_ended'))
  }
  return (
    <Section
      title={t('web.accounts.posts')}
      actions={
        <Can use={AddAppointment} unless={closed}>
          <Button icon="plus" onClick={() => setAdding(true)}>
            {t('access.appointment.add')}
          </Button>
        </Can>
      }
    >
      <Table
        caption={t('web.accounts.posts')}
        query={allRows(rows)}
        rowKey={({ id }) => id}
        empty={t('web.accounts.no_post_text')}
        columns={[
          {
            key: 'post',
            header: t('web.accounts.post'),
            cell: ({ post }) => t(`access.post.${post}`),
          },
          {
            key: 'unit',
            header: t('web.accounts.unit'),
            cell: ({ unitNameZh, unitNameEn }) =>
              format.name({ nameZh: unitNameZh, nameEn: unitNameEn }),
          },
          {
            key: 'since',
            header: t('web.accounts.since'),
            cell: ({ fromAt }) => <Instant at={fromAt} show="day" />,
          },
          {
            key: 'end',
            header: t('web.actions'),
            cell: ({ id, post, unitNameZh, unitNameEn }) => (
              <Can use={EndAppointment}>
                <Confirm
                  verb={t('access.appointment.end')}
                  thing={`${t(`access.post.${post}`)} · ${format.name({ nameZh: unitNameZh, nameEn: unitNameEn })}`}
                  consequence={t('web.accounts.end_consequence')}
                  run={() => finish(id)}
                />
              </Can>
            ),
          },
        ]}
      />
      <Dialog
        title={t('access.appointment.add')}
        isOpen={isAdding}
        onClose={() => setAdding(false)}
      >
        <AppointForm account={account} onDone={() => setAdding(false)} />
      </Dialog>
    </Section>
  )
}

function allRows<Row>(rows: readonly Row[]) {
  return {
    rows,
    problem: null,
    isLoading: false,
    hasMore: false,
    isLoadingMore: false,
    loadMore: () => undefined,
    retry: () => undefined,
  }
}
