import { useState } from 'react'
import type { Field } from '../form.ts'
import { describedBy, FieldFrame, type FieldLook } from './FieldFrame.tsx'

export interface NumberFieldProps extends FieldLook {
  /** Null is "nothing stated", never zero (law 4). */
  readonly field: Field<number | null>
  /** Shown behind the figure: hours, people. */
  readonly unit?: string
}

/** A figure typed by hand. Not a number input: those change under the mouse wheel. */
export function NumberField({ field, unit, ...look }: NumberFieldProps) {
  const [text, setText] = useState(field.value === null ? '' : String(field.value))
  const change = (typed: string) => {
    // Full-width digits come from Chinese input methods.
    const plain = typed.normalize('NFKC').trim()
    setText(typed)
    field.set(plain === '' ? null : Number(plain))
  }
  return (
    <FieldFrame id={field.id} problem={field.problem} {...look}>
      <div className="row">
        <input
          id={field.id}
          name={field.name}
          className="input"
          style={{ width: '9rem' }}
          inputMode="decimal"
          autoComplete="off"
          value={text}
          required={!look.isOptional}
          aria-invalid={field.problem !== undefined}
          aria-describedby={describedBy(field.id, look, field.problem)}
          onChange={(event) => change(event.target.value)}
        />
        {unit && <span className="muted">{unit}</span>}
      </div>
    </FieldFrame>
  )
}
