import { useId } from 'react'

export interface ChoiceProps<Value extends string> {
  readonly label: string
  readonly value: Value | undefined
  readonly options: readonly Value[]
  readonly text: (value: Value) => string
  readonly onChange: (value: Value | undefined) => void
  /** The word for "no choice made"; without it one of the options always stands. */
  readonly all?: string
}

/** One of a few, all in sight: a filter, a switch. For many or for forms: `ChoiceField`. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, value, options, text, onChange, all } = props
  const name = useId()
  const shown: readonly (Value | undefined)[] =
    all === undefined ? options : [undefined, ...options]
  return (
    <fieldset className="choice">
      <legend className="visually-hidden">{label}</legend>
      {shown.map((option) => (
        <label key={option ?? ''} className="choice-option">
          <input
            type="radio"
            name={name}
            checked={option === value}
            onChange={() => onChange(option)}
          />
          {option === undefined ? all : text(option)}
        </label>
      ))}
    </fieldset>
  )
}
