import { useCallback } from 'react'
import { useAddress, useGo } from '#web/navigation.ts'
import { useSession } from '#web/session.ts'
import { type ItemListFilter, type ItemView, itemsAddress, readItemFilter } from './item-filter.ts'

/** The filter in the address; who sees the whole city starts with the city, everybody else with the own unit. */
export function useItemFilter(): {
  readonly filter: ItemListFilter
  change(changed: Partial<ItemListFilter>): void
} {
  const address = useAddress()
  const go = useGo()
  const usual = useUsualView()
  const filter = readItemFilter(address, usual)
  const change = useCallback(
    (changed: Partial<ItemListFilter>) =>
      go(itemsAddress({ ...readItemFilter(address, usual), ...changed }), { replace: true }),
    [address, go, usual],
  )
  return { filter, change }
}

function useUsualView(): ItemView {
  const { data } = useSession()
  return data?.reach === 'city' ? 'area' : 'mine'
}
