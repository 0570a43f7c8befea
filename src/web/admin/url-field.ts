import { useId } from 'react'
import type { Field } from '../form.ts'
import { useUrlText } from '../navigation.ts'

/** A filter in the looks of a form's field, kept in the address so that the view can be passed on. */
export function useUrlField(name: string, fallback: string | null = null): Field<string | null> {
  const id = useId()
  const [text, setText] = useUrlText(name)
  return {
    id,
    name,
    value: text === '' ? fallback : text,
    problem: undefined,
    set: (value) => setText(value ?? ''),
  }
}

/** The same with the word for "no choice made" among the options, as filters have it. */
export function withAll(field: Field<string | null>, all: string): Field<string | null> {
  return {
    ...field,
    value: field.value ?? all,
    set: (value) => field.set(value === all ? null : value),
  }
}
