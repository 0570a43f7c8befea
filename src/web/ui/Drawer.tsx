import { Drawer as Panel } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '../i18n.ts'
import { Icon } from './Icon.tsx'

export interface DrawerProps {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly side?: 'left' | 'right'
  readonly footer?: ReactNode
  readonly children: ReactNode
}

/** A look beside the list, without leaving it; the focus returns where it came from. */
export function Drawer({ title, isOpen, onClose, side = 'right', footer, children }: DrawerProps) {
  const t = useText()
  return (
    <Panel
      title={title}
      open={isOpen}
      onClose={onClose}
      placement={side}
      size={side === 'left' ? '20rem' : 'min(36rem, 100vw)'}
      footer={footer}
      closable={{ 'aria-label': t('web.close') }}
      closeIcon={<Icon name="close" />}
      destroyOnHidden
    >
      {children}
    </Panel>
  )
}
