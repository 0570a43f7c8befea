import { EndOtherSessions, EndSession, ListSessions } from '#kernel/access/session.schema.ts'
import { rowsOf, useRead, useWrite } from '../api.ts'
import { useFormat, useText } from '../i18n.ts'
import type { AnswerOf } from '../request.ts'
import { showToast } from '../toast.ts'
import { Confirm } from '../ui/Confirm.tsx'
import { Instant } from '../ui/Instant.tsx'
import { Page } from '../ui/Page.tsx'
import { Section } from '../ui/Section.tsx'
import { ShortcutSwitch } from '../ui/ShortcutSwitch.tsx'
import { StateTag } from '../ui/StateTag.tsx'
import { Table } from '../ui/Table.tsx'
import { ChangePasswordForm } from './ChangePasswordForm.tsx'

type OwnSession = AnswerOf<typeof ListSessions>[number]

/** Where I am signed in, my password, my keys. */
export function OwnAccountPage() {
  const t = useText()
  const sessions = useRead(ListSessions, {})
  const endOthers = useWrite(EndOtherSessions)
  const hasOthers = (sessions.data?.length ?? 0) > 1
  const endAll = async () => {
    const { endedSessions } = await endOthers.submit({})
    showToast(t('web.own.ended', { count: endedSessions }))
  }
  return (
    <Page title={t('web.own.title')}>
      <Section
        title={t('web.own.sessions')}
        actions={
          hasOthers && (
            <Confirm
              verb={t('web.own.end_others')}
              thing={t('web.own.other_sessions')}
              run={endAll}
            />
          )
        }
      >
        <SessionTable sessions={rowsOf(sessions, (rows) => rows)} />
      </Section>
      <div className="columns">
        <Section title={t('web.own.password')}>
          <ChangePasswordForm />
        </Section>
        <Section title={t('web.keys.title')}>
          <ShortcutSwitch />
        </Section>
      </div>
    </Page>
  )
}

function SessionTable({
  sessions,
}: {
  readonly sessions: ReturnType<typeof rowsOf<unknown, OwnSession>>
}) {
  const t = useText()
  const format = useFormat()
  const end = useWrite(EndSession)
  return (
    <Table
      caption={t('web.own.sessions')}
      query={sessions}
      rowKey={({ id }) => id}
      empty={t('web.own.no_sessions')}
      columns={[
        {
          key: 'device',
          header: t('web.own.device'),
          cell: ({ device }) => device ?? t('web.own.unknown_device'),
        },
        {
          key: 'post',
          header: t('web.own.post'),
          cell: ({ post, unit }) => `${t(`access.post.${post}`)} · ${format.name(unit)}`,
        },
        {
          key: 'since',
          header: t('web.own.since'),
          isWideOnly: true,
          cell: ({ createdAt }) => <Instant at={createdAt} />,
        },
        {
          key: 'seen',
          header: t('web.own.last_seen'),
          cell: ({ lastSeenAt }) => <Instant at={lastSeenAt} />,
        },
        {
          key: 'end',
          header: t('web.actions'),
          cell: ({ id, current, device }) =>
            current ? (
              <StateTag tone="active">{t('web.own.this_session')}</StateTag>
            ) : (
              <Confirm
                verb={t('web.own.end')}
                thing={device ?? t('web.own.unknown_device')}
                run={() => end.submit({ id })}
              />
            ),
        },
      ]}
    />
  )
}
