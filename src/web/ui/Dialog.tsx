import { Modal } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '../i18n.ts'
import { Icon } from './Icon.tsx'

export interface DialogProps {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly footer?: ReactNode
  readonly children: ReactNode
}

/** A question or a short form over the page. */
export function Dialog({ title, isOpen, onClose, footer = null, children }: DialogProps) {
  const t = useText()
  return (
    <Modal
      title={title}
      open={isOpen}
      onCancel={onClose}
      footer={footer}
      closable={{ 'aria-label': t('web.close') }}
      closeIcon={<Icon name="close" />}
      mask={{ closable: false }}
      destroyOnHidden
    >
      {children}
    </Modal>
  )
}
