import { useState } from 'react'
import { useRead } from '#web/api.ts'
import { useFormat, useText } from '#web/i18n.ts'
import { usePathParam } from '#web/navigation.ts'
import { Notice } from '#web/ui/Notice.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Section } from '#web/ui/Section.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import '../../ui/command.css'
import '../../ui/print.css'
import { ItemId } from '../../contract.ts'
import { items } from '../item-endpoints.schema.ts'
import type { ItemAct } from '../item.schema.ts'
import { ActDialog } from './ActDialog.tsx'
import { EvidenceList } from './EvidenceList.tsx'
import { ItemActions } from './ItemActions.tsx'
import { ItemClockFacts } from './ItemClockFacts.tsx'
import type { ItemDetail } from './item-filter.ts'
import { ItemHead } from './ItemHead.tsx'
import { ItemLead } from './ItemLead.tsx'
import { ItemNext } from './ItemNext.tsx'
import { ItemTimeline } from './ItemTimeline.tsx'
import { ItemWho } from './ItemWho.tsx'
import { PrintedAddress } from './PrintedAddress.tsx'
import { useQuickAcknowledge } from './triage.ts'

/** One obligation: what, who, until when, what next, what proves it, what happened. */
export function ItemPage() {
  const t = useText()
  const param = usePathParam('itemId')
  const id = ItemId.safeParse(param).data
  const query = useRead(items.get, { id: param }, { enabled: id !== undefined })
  if (id === undefined || (query.problem && !query.data)) {
    return (
      <Page title={t('command.item.one')} width="narrow">
        {id === undefined ? (
          <Notice tone="problem">{t('kernel.not_found')}</Notice>
        ) : (
          <Shown query={query}>{() => null}</Shown>
        )}
      </Page>
    )
  }
  return <Shown query={query}>{(item) => <OneItem key={item.id} item={item} />}</Shown>
}

function OneItem({ item }: { readonly item: ItemDetail }) {
  const t = useText()
  const format = useFormat()
  const acknowledge = useQuickAcknowledge()
  const [act, setAct] = useState<ItemAct | null>(null)
  const start = (wanted: ItemAct) => {
    if (wanted === 'acknowledge') acknowledge(item)
    else setAct(wanted)
  }
  return (
    <Page
      title={format.bilingual({ zh: item.titleZh, en: item.titleEn })}
      lead={<ItemLead item={item} />}
      actions={<ItemActions />}
    >
      <PrintedAddress number={item.number} />
      <Section title={t('command.item.what')}>
        <ItemHead item={item} />
      </Section>
      <div className="item-parts">
        <Section title={t('command.item.who')}>
          <ItemWho item={item} />
        </Section>
        <Section title={t('command.item.clocks')}>
          <ItemClockFacts item={item} />
        </Section>
        <ItemNext item={item} start={start} />
      </div>
      <div className="item-record">
        <Section title={t('command.item.evidence')}>
          <EvidenceList item={item} />
        </Section>
        <Section title={t('command.item.timeline')}>
          <ItemTimeline item={item} />
        </Section>
      </div>
      <ActDialog itemId={act && item.id} act={act} onClose={() => setAct(null)} />
    </Page>
  )
}
