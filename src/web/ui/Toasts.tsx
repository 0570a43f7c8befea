import { useText } from '../i18n.ts'
import { closeToast, useToasts } from '../toast.ts'
import { Button } from './Button.tsx'
import { IconButton } from './IconButton.tsx'

/** What has just been done, with the way back where there is one. */
export function Toasts() {
  const t = useText()
  const toasts = useToasts()
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map(({ key, text, tone, undo }) => (
        <div key={key} className="toast" data-tone={tone}>
          <span className="toast-text">{text}</span>
          {undo && (
            <Button
              kind="quiet"
              onClick={() => {
                closeToast(key)
                undo()
              }}
            >
              {t('web.undo')}
            </Button>
          )}
          <IconButton icon="close" label={t('web.close')} onClick={() => closeToast(key)} />
        </div>
      ))}
    </div>
  )
}
