import type { EvidenceKind } from '../../contract.ts'
import type { DirectiveSeries } from '../directive.schema.ts'
import type { DirectiveDetail } from './directive-rows.ts'

/** One row of the editor's table; `key` names it while it has no number. */
export interface DraftTaskRow {
  readonly key: string
  readonly titleZh: string
  readonly titleEn: string
  readonly deliverableZh: string
  readonly deliverableEn: string
  readonly evidence: EvidenceKind | null
  readonly leadUnitCode: string | null
  readonly verifierUnitCode: string | null
  readonly dueAt: string | null
  readonly milestoneAt: string | null
  readonly isUrgent: boolean
}

export interface DraftValues {
  readonly series: (typeof DirectiveSeries.options)[number]
  readonly source: string
  readonly titleZh: string
  readonly titleEn: string
  readonly bodyZh: string
  readonly bodyEn: string
  readonly tasks: readonly DraftTaskRow[]
}

export function emptyTask(): DraftTaskRow {
  return {
    key: crypto.randomUUID(),
    titleZh: '',
    titleEn: '',
    deliverableZh: '',
    deliverableEn: '',
    evidence: null,
    leadUnitCode: null,
    verifierUnitCode: null,
    dueAt: null,
    milestoneAt: null,
    isUrgent: false,
  }
}

export function draftValuesOf(directive: DirectiveDetail | null): DraftValues {
  if (!directive) {
    return {
      series: 'meeting',
      source: '',
      titleZh: '',
      titleEn: '',
      bodyZh: '',
      bodyEn: '',
      tasks: [emptyTask()],
    }
  }
  const { series, source, titleZh, titleEn, bodyZh, bodyEn } = directive
  const tasks = directive.tasks.map((task) => ({
    key: task.id,
    titleZh: task.titleZh,
    titleEn: task.titleEn,
    deliverableZh: task.deliverableZh,
    deliverableEn: task.deliverableEn,
    evidence: task.evidence,
    leadUnitCode: task.leadUnitCode,
    verifierUnitCode: task.verifierUnitCode,
    dueAt: task.dueAt,
    milestoneAt: task.milestoneAt,
    isUrgent: task.isUrgent,
  }))
  return {
    series,
    source,
    titleZh,
    titleEn,
    bodyZh,
    bodyEn,
    tasks: tasks.length > 0 ? tasks : [emptyTask()],
  }
}

/** Whether anything stands in the row; an untouched one is not sent. */
export function isWritten(task: DraftTaskRow): boolean {
  const { titleZh, deliverableZh, leadUnitCode, dueAt, evidence } = task
  const isTyped = titleZh.trim() !== '' || deliverableZh.trim() !== ''
  return isTyped || leadUnitCode !== null || dueAt !== null || evidence !== null
}

export function writtenTasks(values: DraftValues): readonly DraftTaskRow[] {
  return values.tasks.filter(isWritten)
}

/** What is sent: the rows without their keys. */
export function draftInput(values: DraftValues) {
  const tasks = writtenTasks(values).map(({ key: _key, ...task }) => task)
  return { ...values, tasks }
}

export type TaskField =
  | 'titleZh'
  | 'deliverableZh'
  | 'evidence'
  | 'leadUnitCode'
  | 'verifierUnitCode'
  | 'dueAt'
  | 'milestoneAt'

export interface IssueRules {
  readonly now: Date
  /** Whether the issuer may order this unit directly. */
  readonly mayLead: (code: string) => boolean
}

/** What rule 4 and rule 6 still ask of a row; the server asks the same at issue. */
export function missingOf(task: DraftTaskRow, { now, mayLead }: IssueRules): readonly TaskField[] {
  const due = task.dueAt === null ? null : new Date(task.dueAt)
  const milestone = task.milestoneAt === null ? null : new Date(task.milestoneAt)
  const lead = task.leadUnitCode
  const found: readonly (readonly [TaskField, boolean])[] = [
    ['titleZh', task.titleZh.trim().length < 2],
    ['deliverableZh', task.deliverableZh.trim() === ''],
    ['leadUnitCode', lead === null || !mayLead(lead)],
    ['verifierUnitCode', lead !== null && task.verifierUnitCode === lead],
    ['dueAt', due === null || due <= now],
    ['evidence', task.evidence === null],
    ['milestoneAt', milestone !== null && due !== null && milestone >= due],
  ]
  return found.filter(([, isMissing]) => isMissing).map(([field]) => field)
}
