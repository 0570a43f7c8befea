import { useBusinessClock } from '#web/business-clock.ts'
import type { Field } from '#web/form.ts'
import { useText } from '#web/i18n.ts'
import { DateTimeField } from '#web/ui/DateTimeField.tsx'

export interface DueFieldProps {
  readonly field: Field<string | null>
  readonly label: string
  /** Quick choices count from here when it lies ahead, otherwise from now. */
  readonly from?: string | null
}

const hourMs = 3_600_000
const choices = { two_hours: 2, four_hours: 4, one_day: 24, three_days: 72 } as const
const names = ['two_hours', 'four_hours', 'one_day', 'three_days'] as const

/** A deadline: the four usual ones by one press, any other by date and time. */
export function DueField({ field, label, from = null }: DueFieldProps) {
  const t = useText()
  const clock = useBusinessClock()
  const choose = (hours: number) => {
    if (!clock) return
    const start = Math.max(clock.now.getTime(), from ? new Date(from).getTime() : 0)
    field.set(new Date(start + hours * hourMs).toISOString())
  }
  return (
    <div className="due-field">
      <DateTimeField field={field} label={label} />
      <div className="due-choices" role="group" aria-label={t('command.due.quick', { label })}>
        {names.map((name) => (
          <button
            key={name}
            type="button"
            className="due-choice"
            onClick={() => choose(choices[name])}
          >
            {t(`command.due.${name}`)}
          </button>
        ))}
      </div>
    </div>
  )
}
