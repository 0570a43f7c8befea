import type { ReactNode } from 'react'

/** Says why there is nothing and what is normal; perhaps what to do. */
export function Empty({
  children,
  action,
}: {
  readonly children: ReactNode
  readonly action?: ReactNode
}) {
  return (
    <div className="empty">
      <p>{children}</p>
      {action}
    </div>
  )
}
