import { type RefObject, useId } from 'react'
import { useText } from '#web/i18n.ts'
import { Button } from '#web/ui/Button.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { ChoiceField } from '#web/ui/ChoiceField.tsx'
import { SearchBox } from '#web/ui/SearchBox.tsx'
import { UnitField } from '#web/ui/UnitField.tsx'
import { useViewport } from '#web/viewport.ts'
import { ItemLevel, ItemState } from '../../contract.ts'
import { type ItemListFilter, noFilter, statuses } from './item-filter.ts'

const states = ItemState.exclude(['drafted']).options
const levels = ItemLevel.exclude(['none']).options

export interface ItemFiltersProps {
  readonly filter: ItemListFilter
  readonly change: (changed: Partial<ItemListFilter>) => void
  /** So that `/` finds the search. */
  readonly searchRef: RefObject<HTMLDivElement | null>
}

/** Search, open or closed, state, level, unit. */
export function ItemFilters({ filter, change, searchRef }: ItemFiltersProps) {
  const t = useText()
  const id = useId()
  const { view, ...rest } = filter
  const isNarrow = useViewport('narrow')
  const isFiltered = JSON.stringify(rest) !== JSON.stringify(noFilter)
  const fieldOf = <Value,>(name: string, value: Value, set: (value: Value) => void) => ({
    id: `${id}-${name}`,
    name,
    value,
    problem: undefined,
    set,
  })
  const fields = (
    <>
      <ChoiceField
        field={fieldOf('state', filter.state, (state) => change({ state }))}
        label={t('command.item.state')}
        isOptional
        options={states}
        text={(state) => t(`command.item.state.${state}`)}
      />
      <ChoiceField
        field={fieldOf('level', filter.level, (level) => change({ level }))}
        label={t('command.item.level')}
        isOptional
        options={levels}
        text={(level) => t(`command.item.level.${level}`)}
      />
      <UnitField
        field={fieldOf('unit', filter.unit || null, (unit) => change({ unit: unit ?? '' }))}
        label={t('command.item.lead')}
        isOptional
      />
    </>
  )
  return (
    <div className="item-filters" role="search" aria-label={t('command.items.filters')}>
      <div ref={searchRef} className="item-search">
        <SearchBox
          key={`${view}-${filter.search === ''}`}
          label={t('command.items.search')}
          value={filter.search}
          onChange={(search) => change({ search })}
        />
      </div>
      <Choice
        label={t('command.items.status')}
        value={filter.status}
        options={statuses}
        text={(status) => t(`command.items.status.${status}`)}
        onChange={(status) => change({ status: status ?? 'open' })}
      />
      {isNarrow ? (
        <details className="item-more">
          <summary>{t('command.items.more_filters')}</summary>
          {fields}
        </details>
      ) : (
        fields
      )}
      {isFiltered && (
        <Button kind="quiet" icon="close" onClick={() => change(noFilter)}>
          {t('command.items.clear')}
        </Button>
      )}
    </div>
  )
}
