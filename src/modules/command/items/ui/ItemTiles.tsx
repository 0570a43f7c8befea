import { useRead } from '#web/api.ts'
import { useText } from '#web/i18n.ts'
import { Stat } from '#web/ui/Stat.tsx'
import { Stats } from '#web/ui/Stats.tsx'
import { items } from '../item-endpoints.schema.ts'
import { type ItemListFilter, itemsAddress, itemsInput, noFilter } from './item-filter.ts'

const tiles = {
  open: {},
  unanswered: { unanswered: true },
  blue: { level: 'blue' },
  yellow: { level: 'yellow' },
  red: { level: 'red' },
  claimed: { state: 'claimed' },
  closed: { status: 'closed' },
} as const satisfies Record<string, Partial<ItemListFilter>>

const names = ['open', 'unanswered', 'blue', 'yellow', 'red', 'claimed', 'closed'] as const

export interface ItemTilesProps {
  readonly filter: ItemListFilter
  /** The list stands below: the tile it shows is marked. */
  readonly isList?: boolean
}

/** Seven numbers; each opens the list of exactly that many rows (law 3). */
export function ItemTiles({ filter, isList = false }: ItemTilesProps) {
  const t = useText()
  const { view, unit, directiveId, search } = filter
  const base: ItemListFilter = { ...noFilter, view, unit, directiveId, search }
  const counts = useRead(items.counts, itemsInput(base))
  const here = itemsAddress(filter)
  return (
    <div className="item-tiles">
      <Stats>
        {names.map((name) => {
          const to = itemsAddress({ ...base, ...tiles[name] })
          const isHere = isList && to === here
          return (
            <div
              key={name}
              className="item-tile"
              data-tile={name}
              data-here={isHere}
              data-some={(counts.data?.[name] ?? 0) > 0}
            >
              <Stat
                label={t(`command.items.tile.${name}`)}
                value={counts.data?.[name] ?? null}
                to={to}
                detail={
                  isHere && <span className="visually-hidden">{t('command.items.here')}</span>
                }
              />
            </div>
          )
        })}
      </Stats>
    </div>
  )
}
