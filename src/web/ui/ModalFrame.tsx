import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useText } from '../i18n.ts'
import { IconButton } from './IconButton.tsx'

export interface ModalFrameProps {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly shape: 'dialog' | 'left' | 'right'
  readonly footer?: ReactNode
  readonly children: ReactNode
}

/**
 * The browser's own modal dialog: it keeps the focus inside, gives it back at the end and makes the rest inert.
 * Ant Design's writes style elements without the nonce that our content policy asks for.
 */
export function ModalFrame({ title, isOpen, onClose, shape, footer, children }: ModalFrameProps) {
  const t = useText()
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (!element) return
    if (!isOpen) element.close()
    else if (!element.open) {
      element.showModal()
      // Where work begins; without a field the title, so that what opened is read out.
      const start = element.querySelector<HTMLElement>('[data-autofocus], .form input')
      const target = start ?? element.querySelector('h2')
      target?.focus()
    }
  }, [isOpen])
  return (
    <dialog
      ref={dialog}
      className="modal"
      data-shape={shape}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      {isOpen && (
        <>
          <header className="modal-head">
            <h2 id={id} tabIndex={-1}>
              {title}
            </h2>
            <IconButton icon="close" label={t('web.close')} onClick={onClose} />
          </header>
          <div className="modal-body">{children}</div>
          {footer && <footer className="modal-foot">{footer}</footer>}
        </>
      )}
    </dialog>
  )
}
