import { useFormat, useFoundText, useText } from '#web/i18n.ts'
import { PersonName } from '#web/ui/PersonName.tsx'
import { Timeline } from '#web/ui/Timeline.tsx'
import { UnitName } from '#web/ui/UnitName.tsx'
import type { ItemDetail } from './item-filter.ts'

type Event = ItemDetail['timeline'][number]

export interface ItemTimelineProps {
  readonly item: ItemDetail
  /** Only the newest so many. */
  readonly most?: number
}

const problemActs = ['turned_red', 'still_red', 'unanswered', 'milestone_missed', 'return']
const doneActs = ['verify', 'close', 'met']

/** What happened, the newest first; append-only, so nothing here is ever changed. */
export function ItemTimeline({ item, most }: ItemTimelineProps) {
  const t = useText()
  const find = useFoundText()
  const newest = item.timeline.toReversed().slice(0, most)
  return (
    <Timeline
      label={t('command.item.timeline')}
      entries={newest.map((event) => ({
        key: event.id,
        at: event.at,
        title: find(`command.item.event.${event.act}`) ?? event.act,
        by: <By event={event} />,
        detail: <Detail event={event} />,
        tone: toneOf(event.act),
      }))}
    />
  )
}

function toneOf(act: string): 'plain' | 'done' | 'problem' {
  if (problemActs.includes(act)) return 'problem'
  return doneActs.includes(act) ? 'done' : 'plain'
}

function By({ event }: { readonly event: Event }) {
  const t = useText()
  const find = useFoundText()
  const { nameZh, nameEn, post, unitCode } = event
  if (nameZh === null) return t('command.item.by_clock')
  const postName = post && find(`access.post.${post}`)
  return (
    <span>
      <PersonName person={{ nameZh, nameEn: nameEn ?? '' }} />
      {postName && ` · ${postName}`}
      {unitCode && (
        <>
          {' · '}
          <UnitName code={unitCode} />
        </>
      )}
    </span>
  )
}

function Detail({ event }: { readonly event: Event }) {
  const { text, data } = event
  if (!text && !data) return null
  return (
    <>
      {text && <p className="pre-line">{text}</p>}
      {data && <DataLines data={data} />}
    </>
  )
}

function DataLines({ data }: { readonly data: NonNullable<Event['data']> }) {
  const t = useText()
  const format = useFormat()
  const word = (name: string) => (typeof data[name] === 'string' ? data[name] : null)
  const until = word('until')
  const unit = word('unit')
  const name = word('name')
  const directive = word('directive')
  return (
    <>
      {until && <p>{t('command.item.until', { at: format.instant(until) })}</p>}
      {unit && (
        <p>
          {t('command.item.to_unit')} <UnitName code={unit} />
        </p>
      )}
      {name && <p>{name}</p>}
      {data['milestone'] === true && <p>{t('command.item.milestone_met')}</p>}
      {directive && <p>{t('command.item.by_directive', { number: directive })}</p>}
    </>
  )
}
