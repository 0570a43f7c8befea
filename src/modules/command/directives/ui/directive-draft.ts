import { useCallback, useEffect, useRef, useState } from 'react'
import { type FormState, useForm } from '#web/form.ts'
import { useText } from '#web/i18n.ts'
import type { FieldNote } from '#web/problem.ts'
import { problemFrom } from '#web/problem.ts'
import { showToast } from '#web/toast.ts'
import { useCommandWrite } from '../../ui/command-write.ts'
import type { DirectiveId } from '../../contract.ts'
import { directives } from '../directive.schema.ts'
import type { DirectiveDetail } from './directive-rows.ts'
import {
  type DraftTaskRow,
  type DraftValues,
  draftInput,
  draftValuesOf,
  writtenTasks,
} from './draft-values.ts'

interface Saved {
  readonly id: DirectiveId
  readonly version: number
}

export interface DirectiveDraft {
  readonly form: FormState<DraftValues>
  /** What the server knows of it; null before the first save. */
  readonly known: Saved | null
  readonly isUnsaved: boolean
  /** Saves what is unsaved and issues it; answers the number. */
  issue(): Promise<{ readonly id: DirectiveId; readonly number: string | null }>
  changeTasks(change: (tasks: readonly DraftTaskRow[]) => readonly DraftTaskRow[]): void
  /** Code of what is wrong with a cell, by row and field. */
  problemsOf(task: DraftTaskRow): Readonly<Record<string, string>>
}

const noProblems: Readonly<Record<string, string>> = {}

/** A directive while it is written: kept here, saved on request, issued once it is complete (rule 4). */
export function useDirectiveDraft(
  directive: DirectiveDetail | null,
  saved: (known: Saved) => void,
): DirectiveDraft {
  const t = useText()
  const [initial] = useState(() => draftValuesOf(directive))
  const [known, setKnown] = useState<Saved | null>(directive)
  const [kept, setKept] = useState(initial)
  const [issueNotes, setIssueNotes] = useState<readonly FieldNote[]>([])
  const save = useSave(known)
  const send = useCommandWrite(directives.issue)
  const keep = async (values: DraftValues): Promise<Saved> => {
    const { id, version } = await save(values)
    setKnown({ id, version })
    setKept(values)
    return { id, version }
  }
  const form = useForm<DraftValues>({
    initial,
    schema: directives.draft.input,
    shape: draftInput,
    async send(values) {
      const answer = await keep(values)
      showToast(t('command.draft.saved'))
      saved(answer)
    },
  })
  const { values } = form
  const isUnsaved = values !== kept || known === null
  useLeaveWarning(values !== kept)
  const latest = useRef(form)
  useEffect(() => {
    latest.current = form
  })
  return {
    form,
    known,
    isUnsaved,
    async issue() {
      const asked = isUnsaved || !known ? await keep(values) : known
      try {
        const { id, number } = await send({ id: asked.id, version: asked.version })
        return { id, number }
      } catch (error) {
        setIssueNotes(problemFrom(error).fields)
        throw error
      }
    },
    changeTasks: useCallback((change) => {
      setIssueNotes([])
      latest.current.set({ tasks: change(latest.current.values.tasks) })
    }, []),
    problemsOf: (task) =>
      notesOf(writtenTasks(values).indexOf(task), [...form.problems, ...issueNotes]),
  }
}

function useSave(known: Saved | null) {
  const draft = useCommandWrite(directives.draft)
  const revise = useCommandWrite(directives.revise)
  return (values: DraftValues) => {
    const input = draftInput(values)
    return known ? revise({ ...input, id: known.id, version: known.version }) : draft(input)
  }
}

// `tasks.3.leadUnitCode`: the fourth of the rows that were sent.
function notesOf(index: number, notes: readonly FieldNote[]): Readonly<Record<string, string>> {
  const prefix = `tasks.${index}.`
  const own = notes.filter(({ path }) => path.startsWith(prefix))
  if (index < 0 || own.length === 0) return noProblems
  return Object.fromEntries(
    own.map(({ path }) => {
      const field = path.slice(prefix.length)
      return [field, `command.draft.problem.${field}`]
    }),
  )
}

/** The browser asks before the page is left with something unsaved. */
function useLeaveWarning(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return undefined
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isUnsaved])
}
