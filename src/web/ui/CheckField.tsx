import type { Field } from '../form.ts'

export interface CheckFieldProps {
  readonly field: Field<boolean>
  readonly label: string
}

export function CheckField({ field, label }: CheckFieldProps) {
  return (
    <label className="check">
      <input
        id={field.id}
        type="checkbox"
        className="checkbox"
        checked={field.value}
        onChange={(event) => field.set(event.target.checked)}
      />
      <span>{label}</span>
    </label>
  )
}
