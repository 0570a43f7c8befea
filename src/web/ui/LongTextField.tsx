import type { Field } from '../form.ts'
import { describedBy, FieldFrame, type FieldLook } from './FieldFrame.tsx'

export interface LongTextFieldProps extends FieldLook {
  readonly field: Field<string>
  readonly maxLength?: number
  readonly rows?: number
}

export function LongTextField({ field, maxLength, rows = 4, ...look }: LongTextFieldProps) {
  return (
    <FieldFrame id={field.id} problem={field.problem} {...look}>
      <textarea
        id={field.id}
        name={field.name}
        className="input"
        rows={rows}
        value={field.value}
        maxLength={maxLength}
        required={!look.isOptional}
        aria-invalid={field.problem !== undefined}
        aria-describedby={describedBy(field.id, look, field.problem)}
        onChange={(event) => field.set(event.target.value)}
      />
    </FieldFrame>
  )
}
