import { useMinutesSince } from '../business-clock.ts'
import { useText } from '../i18n.ts'
import { useLiveState } from '../live.ts'

/** Whether what is on screen is current, and how old it may be when it is not (law 4). */
export function LiveMark() {
  const t = useText()
  const { isConnected, lastContact } = useLiveState()
  const minutes = useMinutesSince(isConnected ? null : lastContact)
  const words = isConnected
    ? t('web.live.on')
    : minutes === null
      ? t('web.live.connecting')
      : t('web.live.cut', { minutes })
  return (
    <span className="live" data-cut={!isConnected} role="status">
      <span className={isConnected ? 'bar-wide' : undefined}>{words}</span>
    </span>
  )
}
