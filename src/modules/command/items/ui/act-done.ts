import { useText } from '#web/i18n.ts'
import { showToast } from '#web/toast.ts'
import type { ItemAct } from '../item.schema.ts'
import type { ItemDetail } from './item-filter.ts'

/** Says what has just been done with which item. */
export function useActDone(act: ItemAct, item: Pick<ItemDetail, 'number'>): () => void {
  const t = useText()
  return () =>
    showToast(
      t('command.item.act_done', { act: t(`command.item.act.${act}`), number: item.number }),
    )
}
