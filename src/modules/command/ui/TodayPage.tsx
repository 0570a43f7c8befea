import { useText } from '#web/i18n.ts'
import { useSession } from '#web/session.ts'
import { Page } from '#web/ui/Page.tsx'
import { UnitName } from '#web/ui/UnitName.tsx'
import './command.css'
import { noFilter } from '../items/ui/item-filter.ts'
import { ItemTiles } from '../items/ui/ItemTiles.tsx'
import { DirectiveDigest } from './DirectiveDigest.tsx'
import { ItemDigest } from './ItemDigest.tsx'

/** The first page: what this post has to do next, and what is late in what it sees. */
export function TodayPage() {
  const t = useText()
  const { data } = useSession()
  if (!data) return null
  const isCity = data.reach === 'city'
  const { post, unit } = data.appointment
  return (
    <Page
      title={t('command.today.title')}
      lead={
        <>
          {t(`access.post.${post}`)} · <UnitName code={unit.code} />
        </>
      }
    >
      {isCity && <ItemTiles filter={{ ...noFilter, view: 'area' }} />}
      <div className="today">{isCity ? <Commander /> : <OneUnit />}</div>
    </Page>
  )
}

/** City-wide: what is late and what nobody has answered come before the own desk. */
function Commander() {
  return (
    <>
      <div className="stack">
        <ItemDigest name="red" filter={{ view: 'area', level: 'red' }} />
      </div>
      <div className="stack">
        <ItemDigest name="unanswered" filter={{ view: 'area', unanswered: true }} />
      </div>
      <div className="stack">
        <DirectiveDigest />
        <ItemDigest name="mine" filter={{ view: 'mine' }} />
        <ItemDigest name="verify" filter={{ view: 'verify', state: 'claimed' }} />
      </div>
    </>
  )
}

/** A unit: its own work, then what waits for its verification, then what is late around it. */
function OneUnit() {
  return (
    <>
      <div className="stack">
        <ItemDigest name="mine" filter={{ view: 'mine' }} />
      </div>
      <div className="stack">
        <ItemDigest name="verify" filter={{ view: 'verify', state: 'claimed' }} />
        <ItemDigest name="red" filter={{ view: 'area', level: 'red' }} />
        <ItemDigest name="unanswered" filter={{ view: 'area', unanswered: true }} />
      </div>
      <div className="stack">
        <DirectiveDigest />
      </div>
    </>
  )
}
