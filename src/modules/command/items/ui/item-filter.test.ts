import { expect, test } from 'vitest'
import {
  itemsAddress,
  itemsInput,
  type ItemListFilter,
  noFilter,
  readItemFilter,
} from './item-filter.ts'

const all: ItemListFilter = {
  view: 'issued',
  status: 'all',
  state: 'claimed',
  level: 'red',
  unanswered: true,
  unit: '210203001',
  directiveId: '01a20914-96f3-70ec-be0c-8fbf33afd39f',
  search: '冷库 5%',
}

test('a list is found again by its address, with every filter', () => {
  expect(readItemFilter(itemsAddress(all), 'mine')).toEqual(all)
  const usual: ItemListFilter = { ...noFilter, view: 'mine' }
  expect(itemsAddress(usual)).toBe('/items?view=mine')
  expect(readItemFilter('/items', 'mine')).toEqual(usual)
})

test('what is no choice of ours in an address is ignored', () => {
  const address = '/items?view=everything&state=gone&level=pink&unit=x&directive=1&status=lost'
  expect(readItemFilter(address, 'area')).toEqual({ ...noFilter, view: 'area' })
})

test('an empty filter asks the server for nothing but view and status', () => {
  expect(itemsInput({ ...noFilter, view: 'verify' })).toEqual({ view: 'verify', status: 'open' })
})
