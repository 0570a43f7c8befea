import type { Field } from '../form.ts'
import { describedBy, FieldFrame, type FieldLook } from './FieldFrame.tsx'

export interface DateTimeFieldProps extends FieldLook {
  /** An ISO instant with the city's offset, or with `show="day"` a calendar day. */
  readonly field: Field<string | null>
  readonly show?: 'time' | 'day'
}

const offset = '+08:00'
const offsetMs = 8 * 3_600_000

/** `2021-05-16T18:00` on the city's clock, wherever the browser stands. */
function wallTime(instant: string): string {
  return new Date(new Date(instant).getTime() + offsetMs).toISOString().slice(0, 16)
}

/** A moment or a day, always on the city's clock; the browser's own picker, which every device has. */
export function DateTimeField({ field, show = 'time', ...look }: DateTimeFieldProps) {
  const isDay = show === 'day'
  const store = (wall: string) => {
    if (wall === '') field.set(null)
    else field.set(isDay ? wall : `${wall.slice(0, 16)}:00${offset}`)
  }
  const shown = field.value === null || isDay ? (field.value ?? '') : wallTime(field.value)
  return (
    <FieldFrame id={field.id} problem={field.problem} {...look}>
      <input
        id={field.id}
        name={field.name}
        type={isDay ? 'date' : 'datetime-local'}
        className="input input-date"
        value={shown}
        required={!look.isOptional}
        aria-invalid={field.problem !== undefined}
        aria-describedby={describedBy(field.id, look, field.problem)}
        onChange={(event) => store(event.target.value)}
      />
    </FieldFrame>
  )
}
