import { useFoundText, useText } from '#web/i18n.ts'
import { ActionMenu } from '#web/ui/ActionMenu.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { ItemAct } from '../item.schema.ts'
import { type ShownAct, useItemActs } from './item-acts.ts'
import type { ItemDetail } from './item-filter.ts'

export interface ItemNextProps {
  readonly item: ItemDetail
  readonly start: (act: ItemAct) => void
}

/** Exactly one filled button; everything else behind one menu, each with its reason when it cannot be done. */
export function ItemNext({ item, start }: ItemNextProps) {
  const t = useText()
  const find = useFoundText()
  const { next, others } = useItemActs(item)
  const words = next ? find(`command.item.next_text.${next.act}`) : t('command.item.nothing_next')
  return (
    <Section title={t('command.item.next')}>
      {words && <p>{words}</p>}
      {next?.why && <p className="item-why">{next.why}</p>}
      <div className="item-next-bar">
        {next && (
          <Button
            kind="primary"
            disabledReason={next.why ?? undefined}
            onClick={() => start(next.act)}
          >
            {t(`command.item.act.${next.act}`)}
          </Button>
        )}
        <OtherActs acts={others} start={start} />
      </div>
    </Section>
  )
}

function OtherActs({
  acts,
  start,
}: {
  readonly acts: readonly ShownAct[]
  readonly start: ItemNextProps['start']
}) {
  const t = useText()
  const entry = ({ act, why }: ShownAct) => ({
    key: act,
    disabledReason: why,
    onClick: () => start(act),
    label: (
      <span className="item-act">
        <span>{t(`command.item.act.${act}`)}</span>
        {why && <span className="small">{why}</span>}
      </span>
    ),
  })
  const possible = acts.filter(({ why }) => why === null)
  const blocked = acts.filter(({ why }) => why !== null)
  return (
    <ActionMenu groups={[possible.map(entry), blocked.map(entry)].filter((it) => it.length > 0)}>
      <button type="button" className="button">
        <Icon name="more" />
        <span>{t('command.item.other_acts')}</span>
      </button>
    </ActionMenu>
  )
}
