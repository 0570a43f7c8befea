import type { Field } from '../form.ts'
import { describedBy, FieldFrame, type FieldLook } from './FieldFrame.tsx'

export interface TextFieldProps extends FieldLook {
  readonly field: Field<string>
  readonly kind?: 'text' | 'password' | 'code' | 'phone'
  readonly autoComplete?: string
  readonly maxLength?: number
  readonly placeholder?: string
}

const kinds = {
  text: { type: 'text' },
  password: { type: 'password' },
  code: { type: 'text', inputMode: 'numeric' },
  phone: { type: 'tel' },
} as const

export function TextField(props: TextFieldProps) {
  const { field, kind = 'text', autoComplete = 'off', maxLength, placeholder, ...look } = props
  return (
    <FieldFrame id={field.id} problem={field.problem} {...look}>
      <input
        id={field.id}
        name={field.name}
        className="input"
        {...kinds[kind]}
        value={field.value}
        maxLength={maxLength}
        placeholder={placeholder}
        autoComplete={autoComplete}
        required={!look.isOptional}
        aria-invalid={field.problem !== undefined}
        aria-describedby={describedBy(field.id, look, field.problem)}
        onChange={(event) => field.set(event.target.value)}
      />
    </FieldFrame>
  )
}
