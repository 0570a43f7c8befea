import type { ReactNode } from 'react'
import { useText } from '../i18n.ts'
import type { TableKeys } from '../table-keys.ts'
import { Button } from './Button.tsx'

export interface SelectionBarProps {
  readonly keys: TableKeys
  readonly count: number
  readonly children: ReactNode
}

/** What is selected, out of how many, and what can be done with it. */
export function SelectionBar({ keys, count, children }: SelectionBarProps) {
  const t = useText()
  const selected = keys.selected.size
  return (
    <div className="selection-bar" role="region" aria-label={t('web.table.selection')}>
      <strong role="status">{t('web.table.selected', { selected, count })}</strong>
      {selected < count && (
        <Button kind="quiet" onClick={keys.selectAll}>
          {t('web.table.select_all')}
        </Button>
      )}
      <Button kind="quiet" onClick={keys.clear}>
        {t('web.table.clear')}
      </Button>
      {children}
    </div>
  )
}
