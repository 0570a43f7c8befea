import { ItemLevel, ItemState } from '../../contract.ts'
import { ItemListView } from '../item-endpoints.schema.ts'
import type { items } from '../item-endpoints.schema.ts'
import type { AnswerOf } from '#web/request.ts'

export type ItemRow = AnswerOf<typeof items.list>['rows'][number]
export type ItemDetail = AnswerOf<typeof items.get>
export type EvidenceRow = ItemDetail['evidenceList'][number]

export type ItemView = (typeof ItemListView.options)[number]
export const statuses = ['open', 'closed', 'all'] as const
export type ItemStatus = (typeof statuses)[number]

/** What a list of items shows; the address holds all of it. */
export interface ItemListFilter {
  readonly view: ItemView
  readonly status: ItemStatus
  readonly state: ItemState | null
  readonly level: ItemLevel | null
  readonly unanswered: boolean
  readonly unit: string
  readonly directiveId: string
  readonly search: string
}

export const noFilter: Omit<ItemListFilter, 'view'> = {
  status: 'open',
  state: null,
  level: null,
  unanswered: false,
  unit: '',
  directiveId: '',
  search: '',
}

/** The list's address; what is as usual is left out. */
export function itemsAddress(
  filter: Partial<ItemListFilter> & Pick<ItemListFilter, 'view'>,
): string {
  const { view, status, state, level, unanswered, unit, directiveId, search } = {
    ...noFilter,
    ...filter,
  }
  const parts: readonly (readonly [string, string])[] = [
    ['view', view],
    ['status', status === 'open' ? '' : status],
    ['state', state ?? ''],
    ['level', level ?? ''],
    ['unanswered', unanswered ? 'yes' : ''],
    ['unit', unit],
    ['directive', directiveId],
    ['search', search],
  ]
  const query = new URLSearchParams(parts.filter(([, value]) => value !== '').map((it) => [...it]))
  return `/items?${query.toString()}`
}

/** Anything in the address that is not a choice of ours is ignored. */
export function readItemFilter(address: string, usualView: ItemView): ItemListFilter {
  const query = new URLSearchParams(address.split('?')[1] ?? '')
  const word = (name: string) => query.get(name) ?? ''
  const directive = word('directive')
  return {
    view: ItemListView.options.find((view) => view === word('view')) ?? usualView,
    status: statuses.find((status) => status === word('status')) ?? 'open',
    state: ItemState.options.find((state) => state === word('state')) ?? null,
    level: ItemLevel.options.find((level) => level === word('level')) ?? null,
    unanswered: word('unanswered') === 'yes',
    unit: /^\d{6,12}$/u.test(word('unit')) ? word('unit') : '',
    directiveId: /^[0-9a-f-]{36}$/u.test(directive) ? directive : '',
    search: word('search'),
  }
}

/** What the server is asked; empty means "not filtered by it". */
export function itemsInput(filter: ItemListFilter) {
  const { view, status, state, level, unanswered, unit, directiveId, search } = filter
  return {
    view,
    status,
    ...(state && { state: [state] }),
    ...(level && { level: [level] }),
    ...(unanswered && { unanswered: 'yes' as const }),
    ...(unit && { unit }),
    ...(directiveId && { directiveId }),
    ...(search && { search }),
  }
}
