import { type MouseEvent, useEffect, useRef } from 'react'
import { useFieldProblem } from '../field-problem.ts'
import type { FormState } from '../form.ts'
import { useText } from '../i18n.ts'
import { useProblemText } from '../problem.ts'

export interface ErrorSummaryProps<Values extends object> {
  readonly form: FormState<Values>
  readonly labels: Readonly<Partial<Record<keyof Values & string, string>>>
}

/** What stopped the form, with a way to each field; takes the focus at every failed attempt. */
export function ErrorSummary<Values extends object>({ form, labels }: ErrorSummaryProps<Values>) {
  const t = useText()
  const say = useProblemText()
  const sayField = useFieldProblem()
  const box = useRef<HTMLDivElement>(null)
  const { problems, refusal, attempts } = form
  useEffect(() => {
    if (attempts > 0) box.current?.focus()
  }, [attempts])
  if (problems.length === 0 && !refusal) return null
  const named = new Map<string, string | undefined>(Object.entries(labels))
  const focusField = (event: MouseEvent, id: string) => {
    event.preventDefault()
    document.getElementById(id)?.focus()
  }
  return (
    <div ref={box} className="error-summary" role="alert" tabIndex={-1}>
      {refusal && <p>{say(refusal)}</p>}
      {problems.length > 0 && <strong>{t('web.form.problems', { count: problems.length })}</strong>}
      <ul>
        {problems.map(({ path, problem }) => {
          const root = path.split('.')[0] ?? path
          const id = form.idOf(root)
          return (
            <li key={path}>
              <a href={`#${id}`} onClick={(event) => focusField(event, id)}>
                {t('web.form.problem', {
                  label: named.get(root) ?? path,
                  problem: sayField(problem),
                })}
              </a>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
