import { useState } from 'react'
import { useText } from '#web/i18n.ts'
import { Button } from '#web/ui/Button.tsx'
import { Form } from '#web/ui/Form.tsx'
import { Notice } from '#web/ui/Notice.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { DirectiveId } from '../../contract.ts'
import { useDirectiveDraft } from './directive-draft.ts'
import type { DirectiveDetail } from './directive-rows.ts'
import { DraftHead } from './DraftHead.tsx'
import { DraftTasks } from './DraftTasks.tsx'
import { IssueSection } from './IssueSection.tsx'

export interface DirectiveEditorProps {
  /** Null: not saved yet. */
  readonly directive: DirectiveDetail | null
  readonly onSaved?: (known: { readonly id: DirectiveId }) => void
  readonly onReload?: () => void
}

/** The order's text, its tasks as a dense table, and what is missing before it can be issued (rule 4). */
export function DirectiveEditor({ directive, onSaved, onReload }: DirectiveEditorProps) {
  const t = useText()
  const [hasEnglish, setEnglish] = useState(directive !== null && directive.titleEn !== '')
  const draft = useDirectiveDraft(directive, (known) => onSaved?.(known))
  const { form, known } = draft
  const isBehind = !form.isBusy && directive !== null && directive.version > (known?.version ?? 0)
  return (
    <div className="directive-editor">
      {isBehind && (
        <Notice
          tone="attention"
          action={<Button onClick={onReload}>{t('command.draft.load_latest')}</Button>}
        >
          {t('command.draft.behind')}
        </Notice>
      )}
      <Form
        form={form}
        submit={t('command.draft.save')}
        labels={{
          titleZh: t('command.directive.title'),
          bodyZh: t('command.directive.body'),
          source: t('command.directive.source'),
          tasks: t('command.directive.tasks'),
        }}
      >
        <Section title={t('command.draft.order')}>
          <DraftHead form={form} hasEnglish={hasEnglish} onEnglish={setEnglish} />
        </Section>
        <Section title={t('command.directive.tasks')}>
          <DraftTasks draft={draft} hasEnglish={hasEnglish} />
        </Section>
      </Form>
      <IssueSection draft={draft} />
    </div>
  )
}
