import { rowsOf, type Read } from '#web/api.ts'
import { useFormat, useText } from '#web/i18n.ts'
import { Instant } from '#web/ui/Instant.tsx'
import { Section } from '#web/ui/Section.tsx'
import { Table } from '#web/ui/Table.tsx'
import { UnitName } from '#web/ui/UnitName.tsx'
import { useViewport } from '#web/viewport.ts'
import { ItemDeadline } from '../../items/ui/ItemDeadline.tsx'
import { ItemStateTag } from '../../items/ui/ItemStateTag.tsx'
import type { DirectiveDetail, TaskRow } from './directive-rows.ts'

/** The tasks with lead, state and clock; each opens its item. */
export function DirectiveTasks({ directive }: { readonly directive: DirectiveDetail }) {
  const t = useText()
  const format = useFormat()
  const isNarrow = useViewport('narrow')
  const title = (row: TaskRow) => format.bilingual({ zh: row.titleZh, en: row.titleEn })
  const closed = directive.tasks.filter(({ state }) => state === 'closed').length
  return (
    <Section
      title={t('command.directive.tasks_done', { some: closed, all: directive.tasks.length })}
    >
      <Table
        caption={t('command.directive.tasks')}
        query={rowsOf(readOf(directive), ({ tasks }) => tasks)}
        rowKey={({ id }) => id}
        rowLink={({ id }) => `/items/${id}`}
        rowName={(row) => row.number ?? title(row)}
        empty={t('command.directive.no_tasks_shown')}
        columns={[
          {
            key: 'number',
            header: t('command.item.number'),
            cell: (row) =>
              isNarrow ? (
                `${row.number ?? ''} ${title(row)}`
              ) : (
                <span className="nowrap">{row.number}</span>
              ),
          },
          { key: 'title', header: t('command.item.title'), isWideOnly: true, cell: title },
          {
            key: 'lead',
            header: t('command.item.lead'),
            cell: ({ leadUnitCode }) => leadUnitCode && <UnitName code={leadUnitCode} />,
          },
          {
            key: 'state',
            header: t('command.item.state'),
            cell: ({ state }) => <ItemStateTag state={state} />,
          },
          {
            key: 'due',
            header: t('command.item.due'),
            cell: (row) => <TaskDue row={row} />,
          },
        ]}
      />
    </Section>
  )
}

// The order's page does not know when a claim was made, so a claimed task shows its deadline alone.
function TaskDue({ row }: { readonly row: TaskRow }) {
  const isClaimed = row.state === 'claimed' || row.state === 'verified' || row.state === 'closed'
  if (isClaimed && row.dueAt) return <Instant at={row.dueAt} />
  return <ItemDeadline item={{ ...row, claimedAt: null, outcome: null }} />
}

// The rows came with the directive; the table only asks how its query stands.
function readOf(directive: DirectiveDetail): Read<DirectiveDetail> {
  return {
    data: directive,
    problem: null,
    isLoading: false,
    updatedAt: 0,
    retry: () => undefined,
  }
}
