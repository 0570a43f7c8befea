import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import type { Field } from '../form.ts'
import { useViewport } from '../viewport.ts'
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

/** A moment or a day, always on the city's clock. On a phone the phone's own picker. */
export function DateTimeField({ field, show = 'time', ...look }: DateTimeFieldProps) {
  const isNarrow = useViewport('narrow')
  const isDay = show === 'day'
  const stored = (wall: string) =>
    wall === '' ? null : isDay ? wall.slice(0, 10) : `${wall}:00${offset}`
  const shown = field.value === null ? '' : isDay ? field.value : wallTime(field.value)
  const described = {
    id: field.id,
    required: !look.isOptional,
    'aria-invalid': field.problem !== undefined,
    'aria-describedby': describedBy(field.id, look, field.problem),
  }
  return (
    <FieldFrame id={field.id} problem={field.problem} {...look}>
      {isNarrow ? (
        <input
          {...described}
          type={isDay ? 'date' : 'datetime-local'}
          className="input"
          value={shown}
          onChange={(event) => field.set(stored(event.target.value))}
        />
      ) : (
        <DatePicker
          {...described}
          value={shown === '' ? null : dayjs(shown)}
          showTime={isDay ? false : { format: 'HH:mm', minuteStep: 5 }}
          format={isDay ? 'YYYY-MM-DD' : 'YYYY-MM-DD HH:mm'}
          needConfirm={false}
          onChange={(value) => field.set(stored(value ? value.format('YYYY-MM-DDTHH:mm') : ''))}
        />
      )}
    </FieldFrame>
  )
}
