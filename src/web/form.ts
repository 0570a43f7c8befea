import { useId, useRef, useState } from 'react'
import { type FieldNote, type Problem, problemFrom } from './problem.ts'

/** One field of a form, as its component needs it. */
export interface Field<Value> {
  readonly id: string
  readonly name: string
  readonly value: Value
  /** The problem's code; the words come from `useFieldProblem`, the same at field and summary. */
  readonly problem: string | undefined
  set(value: Value): void
}

interface Checked {
  readonly success: boolean
  readonly error?: {
    readonly issues: readonly { readonly path: PropertyKey[]; readonly code: string }[]
  }
}

export interface FormOptions<Values> {
  readonly initial: Values
  /** The endpoint's input schema: what the server will refuse is said before it is sent. */
  readonly schema?: { safeParse(values: unknown): Checked }
  /** From what stands in the fields to what is sent. */
  readonly shape?: (values: Values) => unknown
  readonly send: (values: Values) => Promise<unknown>
  readonly sent?: () => void
}

export interface FormState<Values> {
  readonly values: Values
  readonly problems: readonly FieldNote[]
  /** A refusal that belongs to no field. */
  readonly refusal: Problem | null
  readonly isBusy: boolean
  readonly isChanged: boolean
  /** Counts failed attempts, so that the summary takes the focus each time. */
  readonly attempts: number
  field<Name extends keyof Values & string>(name: Name): Field<Values[Name]>
  idOf(name: string): string
  set(values: Partial<Values>): void
  submit(): void
  reset(): void
}

/** The state of one form: fields, what is wrong with them, and the one sending. */
export function useForm<Values extends object>(options: FormOptions<Values>): FormState<Values> {
  const { initial } = options
  const prefix = useId()
  const [values, setValues] = useState(initial)
  const { problems, refusal, isBusy, attempts, submit, forget } = useSending(options)
  const set = (changed: Partial<Values>) => {
    setValues((before) => ({ ...before, ...changed }))
    forget((path) => rootOf(path) in changed)
  }
  const idOf = (name: string) => `${prefix}-${name}`
  return {
    values,
    problems,
    refusal,
    isBusy,
    isChanged: values !== initial,
    attempts,
    idOf,
    set,
    field: (name) => ({
      id: idOf(name),
      name,
      value: values[name],
      problem: problems.find(({ path }) => rootOf(path) === name)?.problem,
      set(value) {
        const changed: Partial<Values> = {}
        changed[name] = value
        set(changed)
      },
    }),
    submit: () => void submit(values),
    reset() {
      setValues(initial)
      forget(() => true)
    },
  }
}

interface Outcome {
  readonly problems: readonly FieldNote[]
  readonly refusal: Problem | null
  readonly attempts: number
}

const untried: Outcome = { problems: [], refusal: null, attempts: 0 }

function useSending<Values>({ schema, shape, send, sent }: FormOptions<Values>) {
  const [outcome, setOutcome] = useState(untried)
  const [isBusy, setBusy] = useState(false)
  const running = useRef(false)
  const fail = (problems: readonly FieldNote[], refusal: Problem | null) =>
    setOutcome(({ attempts }) => ({ problems, refusal, attempts: attempts + 1 }))
  const submit = async (values: Values) => {
    if (running.current) return
    const found = checkValues(schema, shape ? shape(values) : values)
    if (found.length > 0) return fail(found, null)
    running.current = true
    setBusy(true)
    try {
      await send(values)
      setOutcome(untried)
      sent?.()
    } catch (error) {
      const problem = problemFrom(error)
      fail(problem.fields, problem.fields.length > 0 ? null : problem)
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  /** Takes away the problems of fields that have been touched. */
  const forget = (isTouched: (path: string) => boolean) =>
    setOutcome((before) => ({
      ...before,
      refusal: null,
      problems: before.problems.filter(({ path }) => !isTouched(path)),
    }))
  return { ...outcome, isBusy, submit, forget }
}

function rootOf(path: string): string {
  return path.split('.')[0] ?? path
}

function checkValues(schema: FormOptions<object>['schema'], values: unknown): FieldNote[] {
  const checked = schema?.safeParse(values)
  if (!checked || checked.success) return []
  const notes = new Map<string, FieldNote>()
  for (const { path, code } of checked.error?.issues ?? []) {
    const name = path.map(String).join('.')
    if (!notes.has(name)) notes.set(name, { path: name, problem: code })
  }
  return [...notes.values()]
}
