import { singleKeysChoice } from '../appearance.ts'
import { useText } from '../i18n.ts'
import { useStoredChoice } from '../stored-choice.ts'

/** Single-key shortcuts can be switched off (WCAG 2.1.4). */
export function ShortcutSwitch() {
  const t = useText()
  const value = useStoredChoice(singleKeysChoice)
  return (
    <label className="check">
      <input
        type="checkbox"
        className="checkbox"
        checked={value === 'on'}
        onChange={(event) => singleKeysChoice.set(event.target.checked ? 'on' : 'off')}
      />
      <span>{t('web.keys.single')}</span>
    </label>
  )
}
