import { useCallback } from 'react'
import { useText } from '#web/i18n.ts'
import { Button } from '#web/ui/Button.tsx'
import type { DirectiveDraft } from './directive-draft.ts'
import { DraftTask } from './DraftTask.tsx'
import type { RowAct } from './DraftTaskActs.tsx'
import { type DraftTaskRow, emptyTask } from './draft-values.ts'
import { useIssueRules } from './issue-rules.ts'

export interface DraftTasksProps {
  readonly draft: DirectiveDraft
  readonly hasEnglish: boolean
}

const most = 100

/** The table of tasks: two lines each on a desk, a card each on a phone. */
export function DraftTasks({ draft, hasEnglish }: DraftTasksProps) {
  const t = useText()
  const { changeTasks, form } = draft
  const { tasks } = form.values
  const missing = useIssueRules()
  const change = useCallback(
    (key: string, changed: Partial<DraftTaskRow>) =>
      changeTasks((rows) => rows.map((row) => (row.key === key ? { ...row, ...changed } : row))),
    [changeTasks],
  )
  const act = useCallback(
    (key: string, wanted: RowAct) => changeTasks((rows) => actOn(rows, key, wanted)),
    [changeTasks],
  )
  return (
    <div id={form.idOf('tasks')} tabIndex={-1} className="draft-tasks">
      <div className="draft-columns" aria-hidden="true">
        <span />
        <span>{t('command.draft.column.task')}</span>
        <span>{t('command.draft.column.units')}</span>
        <span>{t('command.item.due')}</span>
        <span>{t('command.item.evidence')}</span>
        <span />
      </div>
      <ol>
        {tasks.map((task, index) => (
          <DraftTask
            key={task.key}
            task={task}
            index={index}
            hasEnglish={hasEnglish}
            problems={draft.problemsOf(task)}
            missing={missing(task).join(' ')}
            change={change}
            act={act}
          />
        ))}
      </ol>
      <div className="row">
        <Button
          icon="plus"
          disabledReason={tasks.length >= most ? t('command.draft.full', { most }) : undefined}
          onClick={() => changeTasks((rows) => [...rows, emptyTask()])}
        >
          {t('command.draft.add')}
        </Button>
      </div>
    </div>
  )
}

function actOn(
  rows: readonly DraftTaskRow[],
  key: string,
  wanted: RowAct,
): readonly DraftTaskRow[] {
  const index = rows.findIndex((row) => row.key === key)
  const row = rows[index]
  const above = rows[index - 1]
  if (!row) return rows
  switch (wanted) {
    case 'remove':
      return rows.length > 1 ? rows.toSpliced(index, 1) : [emptyTask()]
    case 'duplicate':
      return rows.toSpliced(index + 1, 0, { ...row, key: crypto.randomUUID() })
    case 'as_above': {
      if (!above) return rows
      const { leadUnitCode, verifierUnitCode, dueAt } = above
      return rows.toSpliced(index, 1, { ...row, leadUnitCode, verifierUnitCode, dueAt })
    }
  }
}
