import { useRouter } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, MouseEvent } from 'react'

export interface AppLinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly to: string
}

/** A link inside the console: opens without a reload, and in a new tab like any link. */
export function AppLink({ to, onClick, ...rest }: AppLinkProps) {
  const { history } = useRouter()
  const open = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    const isPlain =
      event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    if (event.defaultPrevented || !isPlain || rest.target === '_blank') return
    event.preventDefault()
    history.push(to)
  }
  return (
    <a {...rest} href={to} onClick={open}>
      {rest.children}
    </a>
  )
}
