import type { RefObject } from 'react'
import { useShortcuts } from '#web/keyboard.ts'
import { useText } from '#web/i18n.ts'
import { problemFrom, useProblemText } from '#web/problem.ts'
import { showToast } from '#web/toast.ts'
import { useCommandWrite } from '../../ui/command-write.ts'
import { items } from '../item-endpoints.schema.ts'
import type { ItemAct } from '../item.schema.ts'
import type { ItemRow } from './item-filter.ts'

/** Acknowledges at once: the commonest act of a duty night needs no question. */
export function useQuickAcknowledge(): (row: Pick<ItemRow, 'id' | 'number' | 'version'>) => void {
  const t = useText()
  const say = useProblemText()
  const acknowledge = useCommandWrite(items.acknowledge)
  return ({ id, number, version }) => {
    acknowledge({ id, version }).then(
      () => showToast(t('command.item.acknowledged_now', { number })),
      (error: unknown) => showToast(say(problemFrom(error)), { tone: 'problem' }),
    )
  }
}

export interface TriageKeys {
  /** The row the keys are meant for, if there is one. */
  readonly row: () => ItemRow | undefined
  readonly start: (row: ItemRow, act: ItemAct) => void
}

/** `1` acknowledges, `3` asks to hand it on, `c` comments. */
export function useTriageKeys({ row, start }: TriageKeys): void {
  const acknowledge = useQuickAcknowledge()
  const withRow = (act: (found: ItemRow) => void) => () => {
    const found = row()
    if (found) act(found)
  }
  useShortcuts([
    { keys: '1', text: 'command.item.act.acknowledge', run: withRow(acknowledge) },
    {
      keys: '3',
      text: 'command.item.act.offer_transfer',
      run: withRow((found) => start(found, 'offer_transfer')),
    },
    {
      keys: 'c',
      text: 'command.item.act.comment',
      run(event) {
        event.preventDefault()
        withRow((found) => start(found, 'comment'))()
      },
    },
  ])
}

/** The row the focus stands on: the list gives the focus to the row itself. */
export function focusedRow(rows: readonly ItemRow[]): ItemRow | undefined {
  const place = document.activeElement?.closest('tr[aria-rowindex]')?.getAttribute('aria-rowindex')
  // The head is row 1.
  return place ? rows[Number(place) - 2] : undefined
}

/** `/` goes to the search. */
export function useSearchKey(box: RefObject<HTMLDivElement | null>): void {
  useShortcuts([
    {
      keys: '/',
      text: 'command.items.search',
      run(event) {
        event.preventDefault()
        box.current?.querySelector('input')?.focus()
      },
    },
  ])
}
