import { useText } from '#web/i18n.ts'
import { type ItemListFilter, noFilter } from './item-filter.ts'

/** Why the list is empty, and what is normal. */
export function ItemsEmpty({ filter }: { readonly filter: ItemListFilter }) {
  const t = useText()
  const { view, ...rest } = filter
  if (rest.search) return t('command.items.empty.search', { search: rest.search })
  if (rest.level === 'red') return t('command.items.empty.red')
  if (rest.unanswered) return t('command.items.empty.unanswered')
  if (JSON.stringify(rest) !== JSON.stringify(noFilter)) return t('command.items.empty.filtered')
  return t(`command.items.empty.${view}`)
}
