import { useText } from '#web/i18n.ts'
import type { ItemDetail } from './item-filter.ts'
import { ItemLevelBadge } from './ItemLevelBadge.tsx'
import { ItemStateTag } from './ItemStateTag.tsx'

/** The line under the title: level, number, state, how it ended. */
export function ItemLead({ item }: { readonly item: ItemDetail }) {
  const t = useText()
  return (
    <span className="row">
      {item.state !== 'closed' && <ItemLevelBadge level={item.level} />}
      <span className="nowrap">{t('command.item.named', { number: item.number })}</span>
      <ItemStateTag state={item.state} isUnanswered={item.isUnanswered} />
      {item.isUrgent && <strong>{t('command.item.urgent')}</strong>}
      {item.outcome && <span>{t(`command.item.outcome.${item.outcome}`)}</span>}
    </span>
  )
}
