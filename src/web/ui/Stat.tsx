import type { ReactNode } from 'react'
import { useFormat, useText } from '../i18n.ts'
import { AppLink } from './AppLink.tsx'

export interface StatProps {
  readonly label: string
  /** Null: not reported, which is not zero (law 4). */
  readonly value: number | null
  /** The list of exactly that many rows (law 3). */
  readonly to: string
  readonly detail?: ReactNode
}

/** A number that opens its list. */
export function Stat({ label, value, to, detail }: StatProps) {
  const t = useText()
  const format = useFormat()
  return (
    <AppLink to={to} className="stat">
      <span className="muted small">{label}</span>
      <span className="stat-value" data-missing={value === null || undefined}>
        {value === null ? t('web.not_reported') : format.number(value)}
      </span>
      {detail && <span className="small">{detail}</span>}
    </AppLink>
  )
}
