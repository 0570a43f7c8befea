import { useList, useRead } from '#web/api.ts'
import { useFormat, useText } from '#web/i18n.ts'
import { AppLink } from '#web/ui/AppLink.tsx'
import { Empty } from '#web/ui/Empty.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { ProblemNotice } from '#web/ui/ProblemNotice.tsx'
import { Section } from '#web/ui/Section.tsx'
import { UnitName } from '#web/ui/UnitName.tsx'
import { items } from '../items/item-endpoints.schema.ts'
import {
  type ItemListFilter,
  type ItemRow,
  itemsAddress,
  itemsInput,
  noFilter,
} from '../items/ui/item-filter.ts'
import { ItemDeadline } from '../items/ui/ItemDeadline.tsx'
import { ItemStateTag } from '../items/ui/ItemStateTag.tsx'

export interface ItemDigestProps {
  readonly name: 'mine' | 'verify' | 'red' | 'unanswered'
  readonly filter: Partial<ItemListFilter> & Pick<ItemListFilter, 'view'>
}

const shown = 6
const asked = 50
const ranks = { red: 0, yellow: 1, blue: 2, none: 3 } as const

/** The worst few of a list, and its whole number, which opens it (law 3). */
export function ItemDigest({ name, filter }: ItemDigestProps) {
  const t = useText()
  const format = useFormat()
  const full: ItemListFilter = { ...noFilter, ...filter }
  const query = useList(items.list, { ...itemsInput(full), limit: asked })
  const counts = useRead(items.counts, itemsInput(full))
  const count = counts.data ? format.number(counts.data.open) : '…'
  return (
    <Section
      title={t(`command.today.${name}`)}
      actions={<AppLink to={itemsAddress(full)}>{t('command.today.all', { count })}</AppLink>}
    >
      {query.problem && <ProblemNotice problem={query.problem} retry={query.retry} />}
      {query.rows === undefined && !query.problem && <Loading />}
      {query.rows?.length === 0 && <Empty>{t(`command.today.empty.${name}`)}</Empty>}
      <ul className="digest">
        {worst(query.rows ?? []).map((row) => (
          <DigestRow key={row.id} row={row} />
        ))}
      </ul>
    </Section>
  )
}

// Level first, then the nearest deadline; the server's order is the deadline alone.
function worst(rows: readonly ItemRow[]): readonly ItemRow[] {
  return rows
    .map((row, place) => ({ row, place }))
    .toSorted((a, b) => ranks[a.row.level] - ranks[b.row.level] || a.place - b.place)
    .slice(0, shown)
    .map(({ row }) => row)
}

function DigestRow({ row }: { readonly row: ItemRow }) {
  const format = useFormat()
  return (
    <li className="digest-row">
      <AppLink to={`/items/${row.id}`}>
        {row.number} {format.bilingual({ zh: row.titleZh, en: row.titleEn })}
      </AppLink>
      <span className="row small">
        <ItemDeadline item={row} />
        <ItemStateTag state={row.state} isUnanswered={row.isUnanswered} />
        {row.leadUnitCode && <UnitName code={row.leadUnitCode} />}
      </span>
    </li>
  )
}
