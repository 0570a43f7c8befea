import '../admin.css'
import { useFoundText, useText } from '../../i18n.ts'
import type { LedgerEntry } from './ledger-filter.ts'

export interface SubjectProps {
  readonly entry: LedgerEntry
  /** Narrows the list to this thing: its whole history. */
  readonly onPick: (subjectId: string) => void
}

const shortLength = 8

/** What the act was about: its kind in words, and the end of its id, by which two of a kind are told apart. */
export function Subject({ entry, onPick }: SubjectProps) {
  const t = useText()
  const find = useFoundText()
  const { subjectKind, subjectId } = entry
  if (subjectKind === null || subjectId === null) {
    return <span className="muted">{t('web.ledger.no_subject')}</span>
  }
  const kind =
    find(`web.ledger.subject.${subjectKind}`) ??
    find(`web.ledger.subject.${subjectKind.split('.')[0] ?? ''}`) ??
    subjectKind
  const id = subjectId.length > shortLength * 2 ? `…${subjectId.slice(-shortLength)}` : subjectId
  return (
    <button
      type="button"
      className="link-button nowrap"
      title={t('web.ledger.only', { name: subjectId })}
      onClick={() => onPick(subjectId)}
    >
      {kind} <span className="hash">{id}</span>
    </button>
  )
}
