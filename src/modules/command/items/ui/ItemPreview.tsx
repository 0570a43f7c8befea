import { useRead } from '#web/api.ts'
import { useFormat, useText } from '#web/i18n.ts'
import { Button } from '#web/ui/Button.tsx'
import { ButtonLink } from '#web/ui/ButtonLink.tsx'
import { Can } from '#web/ui/Can.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { items } from '../item-endpoints.schema.ts'
import type { ItemAct } from '../item.schema.ts'
import { endpointOf } from './act-endpoint.ts'
import type { ItemDetail, ItemRow } from './item-filter.ts'
import { ItemClockFacts } from './ItemClockFacts.tsx'
import { ItemHead } from './ItemHead.tsx'
import { ItemTimeline } from './ItemTimeline.tsx'
import { ItemWho } from './ItemWho.tsx'
import { useItemActs } from './item-acts.ts'
import { useTriageKeys } from './triage.ts'

export interface ItemPreviewProps {
  readonly row: ItemRow
  readonly start: (row: ItemRow, act: ItemAct) => void
}

/** A look beside the list: what it is, who has it, how long there is, what happened last. */
export function ItemPreview({ row, start }: ItemPreviewProps) {
  const query = useRead(items.get, { id: row.id })
  useTriageKeys({ row: () => row, start })
  return (
    <Shown query={query}>
      {(item) => <Preview item={item} start={(act) => start(row, act)} />}
    </Shown>
  )
}

const lastEvents = 5

function Preview({
  item,
  start,
}: {
  readonly item: ItemDetail
  readonly start: (act: ItemAct) => void
}) {
  const t = useText()
  const format = useFormat()
  const { next } = useItemActs(item)
  return (
    <div className="stack">
      <p>
        <strong>{format.bilingual({ zh: item.titleZh, en: item.titleEn })}</strong>
      </p>
      <ItemHead item={item} />
      <ItemClockFacts item={item} />
      <ItemWho item={item} />
      <div className="row">
        {next && (
          <Can use={endpointOf(next.act)} unless={next.why}>
            <Button kind="primary" onClick={() => start(next.act)}>
              {t(`command.item.act.${next.act}`)}
            </Button>
          </Can>
        )}
        <ButtonLink to={`/items/${item.id}`}>{t('command.item.open')}</ButtonLink>
      </div>
      <ItemTimeline item={item} most={lastEvents} />
    </div>
  )
}
