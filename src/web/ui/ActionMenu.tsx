import { Dropdown } from 'antd'
import type { ReactNode } from 'react'

export interface MenuEntry {
  readonly key: string
  readonly label: ReactNode
  readonly onClick?: () => void
  /** Why it cannot be used now. */
  readonly disabledReason?: string | null
  readonly isDanger?: boolean
}

export interface ActionMenuProps {
  /** The button that opens it; must be a single button element. */
  readonly children: ReactNode
  /** Groups are divided by a line. */
  readonly groups: readonly (readonly MenuEntry[])[]
}

/** The further actions, behind one button. */
export function ActionMenu({ children, groups }: ActionMenuProps) {
  const items = groups.flatMap((entries, index) => [
    ...(index > 0 ? [{ type: 'divider' as const, key: `line-${index}` }] : []),
    ...entries.map((entry) => ({
      key: entry.key,
      disabled: Boolean(entry.disabledReason),
      danger: entry.isDanger ?? false,
      label: entry.disabledReason ? (
        <span title={entry.disabledReason}>{entry.label}</span>
      ) : (
        entry.label
      ),
    })),
  ])
  const run = new Map(groups.flat().map((entry) => [entry.key, entry.onClick]))
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => run.get(key)?.() }}>
      {children}
    </Dropdown>
  )
}
