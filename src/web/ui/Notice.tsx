import type { ReactNode } from 'react'

export interface NoticeProps {
  readonly tone?: 'plain' | 'good' | 'attention' | 'problem'
  readonly children: ReactNode
  readonly action?: ReactNode
}

export function Notice({ tone = 'plain', children, action }: NoticeProps) {
  return (
    <div className="notice" data-tone={tone} role={tone === 'problem' ? 'alert' : undefined}>
      <div>{children}</div>
      {action && <div>{action}</div>}
    </div>
  )
}
