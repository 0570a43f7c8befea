import { useList } from '#web/api.ts'
import { useFormat, useText } from '#web/i18n.ts'
import { AppLink } from '#web/ui/AppLink.tsx'
import { Empty } from '#web/ui/Empty.tsx'
import { LevelBadge } from '#web/ui/LevelBadge.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { ProblemNotice } from '#web/ui/ProblemNotice.tsx'
import { Section } from '#web/ui/Section.tsx'
import { directives } from '../directives/directive.schema.ts'
import type { DirectiveRow } from '../directives/ui/directive-rows.ts'

const shown = 6

/** The orders under way, the newest first, with how far each has come. */
export function DirectiveDigest() {
  const t = useText()
  const query = useList(directives.list, { status: 'issued', limit: shown })
  return (
    <Section
      title={t('command.today.directives')}
      actions={
        <AppLink to="/directives?status=issued">{t('command.today.all_directives')}</AppLink>
      }
    >
      {query.problem && <ProblemNotice problem={query.problem} retry={query.retry} />}
      {query.rows === undefined && !query.problem && <Loading />}
      {query.rows?.length === 0 && <Empty>{t('command.today.empty.directives')}</Empty>}
      <ul className="digest">
        {(query.rows ?? []).map((row) => (
          <DigestRow key={row.id} row={row} />
        ))}
      </ul>
    </Section>
  )
}

function DigestRow({ row }: { readonly row: DirectiveRow }) {
  const t = useText()
  const format = useFormat()
  const { closedCount, acknowledgedCount, taskCount, redCount } = row
  return (
    <li className="digest-row">
      <AppLink to={`/directives/${row.id}`}>
        {row.number} {format.bilingual({ zh: row.titleZh, en: row.titleEn })}
      </AppLink>
      <span className="row small muted">
        <span>{t('command.today.acknowledged', { some: acknowledgedCount, all: taskCount })}</span>
        <span>{t('command.today.done', { some: closedCount, all: taskCount })}</span>
        {redCount > 0 && (
          <LevelBadge level="red">{t('command.today.red_count', { count: redCount })}</LevelBadge>
        )}
      </span>
    </li>
  )
}
