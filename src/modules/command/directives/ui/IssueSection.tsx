import { useText } from '#web/i18n.ts'
import { useGo } from '#web/navigation.ts'
import { showToast } from '#web/toast.ts'
import { Can } from '#web/ui/Can.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { Section } from '#web/ui/Section.tsx'
import { directives } from '../directive.schema.ts'
import type { DirectiveDraft } from './directive-draft.ts'
import { writtenTasks } from './draft-values.ts'
import { IssueConsequence } from './IssueConsequence.tsx'
import { useIssueRules } from './issue-rules.ts'

/** Issuing: possible when no row lacks anything, and asked about once more with what it will set going. */
export function IssueSection({ draft }: { readonly draft: DirectiveDraft }) {
  const t = useText()
  const go = useGo()
  const missing = useIssueRules()
  const { values } = draft.form
  const tasks = writtenTasks(values)
  const incomplete = tasks.filter((task) => missing(task).length > 0).length
  const issue = async () => {
    const { id, number } = await draft.issue()
    showToast(t('command.directive.issued_now', { number }))
    go(`/directives/${id}`)
  }
  const reason = useWhyNot({ draft, count: tasks.length, incomplete })
  return (
    <Section title={t('command.draft.issue')}>
      <p role="status">{reason ?? t('command.draft.ready', { count: tasks.length })}</p>
      <div className="row">
        <Can use={directives.issue} unless={reason}>
          <Confirm
            verb={t('command.draft.issue')}
            thing={values.titleZh}
            kind="primary"
            icon="send"
            consequence={<IssueConsequence tasks={tasks} />}
            run={issue}
          />
        </Can>
      </div>
    </Section>
  )
}

function useWhyNot(of: {
  readonly draft: DirectiveDraft
  readonly count: number
  readonly incomplete: number
}): string | null {
  const t = useText()
  const { titleZh, bodyZh, source } = of.draft.form.values
  if (titleZh.trim().length < 2 || bodyZh.trim() === '' || source.trim() === '') {
    return t('command.draft.order_incomplete')
  }
  if (of.count === 0) return t('command.directive.no_task')
  return of.incomplete > 0 ? t('command.draft.rows_incomplete', { count: of.incomplete }) : null
}
