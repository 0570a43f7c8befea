import type { ReactNode } from 'react'
import { AppLink } from './AppLink.tsx'
import { useBlocked } from './blocked.ts'
import { Button, type ButtonProps } from './Button.tsx'
import { Icon, type IconName } from './Icon.tsx'

export interface ButtonLinkProps {
  readonly to: string
  readonly children: ReactNode
  readonly kind?: NonNullable<ButtonProps['kind']>
  readonly icon?: IconName
}

/** Looks like a button, is a link: it leads to a page. Inside a refusing `Can` it says why not. */
export function ButtonLink({ to, children, kind = 'plain', icon }: ButtonLinkProps) {
  const reason = useBlocked(undefined)
  if (reason !== null) {
    return (
      <Button kind={kind} {...(icon ? { icon } : {})}>
        {children}
      </Button>
    )
  }
  return (
    <AppLink to={to} className="button" data-kind={kind}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </AppLink>
  )
}
