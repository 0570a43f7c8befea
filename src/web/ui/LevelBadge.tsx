import type { ReactNode } from 'react'
import { useText } from '../i18n.ts'

export type Level = 'red' | 'orange' | 'yellow' | 'blue' | 'green'

const shapes: Readonly<Record<Level, string>> = {
  red: '▲',
  orange: '◆',
  yellow: '■',
  blue: '●',
  green: '✓',
}

export interface LevelBadgeProps {
  readonly level: Level
  /** What it says; by default the level's own word. */
  readonly children?: ReactNode
}

/** Colour, shape and word together: it holds in grey print and for every eye. */
export function LevelBadge({ level, children }: LevelBadgeProps) {
  const t = useText()
  return (
    <span className="badge" data-level={level}>
      <span aria-hidden="true">{shapes[level]}</span>
      {children ?? t(`web.level.${level}`)}
    </span>
  )
}
