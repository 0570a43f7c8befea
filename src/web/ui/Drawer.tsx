import type { ReactNode } from 'react'
import { ModalFrame } from './ModalFrame.tsx'

export interface DrawerProps {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly side?: 'left' | 'right'
  readonly footer?: ReactNode
  readonly children: ReactNode
}

/** A look beside the list, without leaving it; the focus returns where it came from. */
export function Drawer({ side = 'right', ...rest }: DrawerProps) {
  return <ModalFrame {...rest} shape={side} />
}
