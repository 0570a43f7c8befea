import { useBusinessClock } from '../business-clock.ts'
import { useFormat, useText } from '../i18n.ts'

/** A drill says so on every screen, with its own clock and how fast that runs. */
export function DrillMark() {
  const t = useText()
  const format = useFormat()
  const clock = useBusinessClock()
  return (
    <span className="drill">
      <span>{t('web.drill.mark')}</span>
      {clock && (
        <span className="bar-wide">
          {format.instant(clock.now.toISOString())}{' '}
          {clock.speed === 0 ? t('web.drill.paused') : t('web.drill.speed', { speed: clock.speed })}
        </span>
      )}
    </span>
  )
}
