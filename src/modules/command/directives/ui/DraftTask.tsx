import { memo, useId } from 'react'
import { useText } from '#web/i18n.ts'
import { ChoiceField } from '#web/ui/ChoiceField.tsx'
import { CheckField } from '#web/ui/CheckField.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { UnitField } from '#web/ui/UnitField.tsx'
import { EvidenceKind } from '../../contract.ts'
import { DueField } from '../../ui/DueField.tsx'
import { DraftTaskActs, type RowAct } from './DraftTaskActs.tsx'
import { DraftTaskMore } from './DraftTaskMore.tsx'
import { DraftTaskState } from './DraftTaskState.tsx'
import { type DraftTaskRow, isWritten } from './draft-values.ts'

export interface DraftTaskProps {
  readonly task: DraftTaskRow
  readonly index: number
  readonly hasEnglish: boolean
  readonly problems: Readonly<Record<string, string>>
  /** Names of the fields that are still missing, by spaces: a text compares cheaply. */
  readonly missing: string
  readonly change: (key: string, changed: Partial<DraftTaskRow>) => void
  readonly act: (key: string, wanted: RowAct) => void
}

/** One task. Drawn again only when it changes: a hundred rows must not slow the typing in one. */
export const DraftTask = memo(function DraftTask(props: DraftTaskProps) {
  const { task, index, hasEnglish, problems, missing, change, act } = props
  const t = useText()
  const id = useId()
  const { key } = task
  const field = <Name extends keyof DraftTaskRow>(name: Name) => ({
    id: `${id}-${name}`,
    name,
    value: task[name],
    problem: problems[name],
    set(value: DraftTaskRow[Name]) {
      const changed: { -readonly [Key in keyof DraftTaskRow]?: DraftTaskRow[Key] } = {}
      changed[name] = value
      change(key, changed)
    },
  })
  const number = index + 1
  return (
    <li className="draft-task" aria-label={t('command.draft.row', { number })}>
      <span className="draft-number" aria-hidden="true">
        {number}
      </span>
      <div className="draft-words">
        <TextField
          field={field('titleZh')}
          label={t('command.draft.task')}
          placeholder={t('command.draft.task')}
          maxLength={120}
        />
        <TextField
          field={field('deliverableZh')}
          label={t('command.item.deliverable')}
          placeholder={t('command.draft.deliverable_hint')}
          maxLength={2000}
        />
      </div>
      <div className="draft-units">
        <UnitField field={field('leadUnitCode')} label={t('command.draft.lead_short')} />
        <UnitField
          field={field('verifierUnitCode')}
          label={t('command.draft.verifier_short')}
          isOptional
        />
      </div>
      <div className="draft-due">
        <DueField field={field('dueAt')} label={t('command.item.due')} />
      </div>
      <div className="draft-proof">
        <ChoiceField
          field={field('evidence')}
          label={t('command.item.evidence')}
          options={EvidenceKind.options}
          text={(kind) => t(`command.item.evidence.${kind}`)}
        />
        <CheckField field={field('isUrgent')} label={t('command.item.urgent')} />
      </div>
      <DraftTaskActs hasAbove={index > 0} act={(wanted) => act(key, wanted)} />
      <DraftTaskMore field={field} hasEnglish={hasEnglish} />
      <DraftTaskState missing={missing} isWritten={isWritten(task)} />
    </li>
  )
})
