import { Tooltip } from 'antd'
import { type ReactNode, useId } from 'react'
import { useBlocked } from './blocked.ts'
import { Icon, type IconName } from './Icon.tsx'

export interface ButtonProps {
  readonly children: ReactNode
  readonly onClick?: (() => void) | undefined
  /** `primary`: the one next action of the page. */
  readonly kind?: 'primary' | 'plain' | 'danger' | 'quiet'
  readonly type?: 'button' | 'submit'
  readonly icon?: IconName
  readonly isBusy?: boolean
  /** Why it cannot be used now; the button stays visible and says so. */
  readonly disabledReason?: string | undefined
}

export function Button(props: ButtonProps) {
  const { children, onClick, kind = 'plain', type = 'button', icon, isBusy = false } = props
  const reason = useBlocked(props.disabledReason)
  const reasonId = useId()
  // Not `disabled`: a button that cannot be reached cannot say why.
  const isOff = reason !== null || isBusy
  const button = (
    <button
      type={isOff ? 'button' : type}
      className="button"
      data-kind={kind}
      aria-disabled={isOff || undefined}
      aria-busy={isBusy || undefined}
      aria-describedby={reason === null ? undefined : reasonId}
      onClick={isOff ? undefined : onClick}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  )
  if (reason === null) return button
  return (
    <>
      <Tooltip title={reason} trigger={['hover', 'focus']}>
        {button}
      </Tooltip>
      <span id={reasonId} className="visually-hidden">
        {reason}
      </span>
    </>
  )
}
