import type { ReactNode } from 'react'
import { ModalFrame } from './ModalFrame.tsx'

export interface DialogProps {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly footer?: ReactNode
  readonly children: ReactNode
}

/** A question or a short form over the page. */
export function Dialog(props: DialogProps) {
  return <ModalFrame {...props} shape="dialog" />
}
