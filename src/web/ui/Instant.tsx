import { useFormat } from '../i18n.ts'

/** A moment, as clocks in the city show it; `show="day"` the date alone. */
export function Instant({
  at,
  show = 'time',
}: {
  readonly at: string
  readonly show?: 'time' | 'day'
}) {
  const format = useFormat()
  return (
    <time className="nowrap" dateTime={at}>
      {show === 'day' ? format.day(at) : format.instant(at)}
    </time>
  )
}
