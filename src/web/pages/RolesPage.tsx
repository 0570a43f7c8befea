import { type DemoEntry, useDemoEntries } from '../demo-entries.ts'
import { useFormat, useText } from '../i18n.ts'
import { AppLink } from '../ui/AppLink.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Notice } from '../ui/Notice.tsx'
import { GateFrame } from './GateFrame.tsx'
import { GateTitle } from './GateTitle.tsx'

/** The drill's doors: one click per post, no password. A real installation has no such entries. */
export function RolesPage() {
  const t = useText()
  const { entries, isLoading } = useDemoEntries()
  return (
    <GateFrame isWide>
      <GateTitle>{t('web.roles.title')}</GateTitle>
      <Notice tone="attention">{t('web.roles.lead')}</Notice>
      {isLoading ? (
        <Loading />
      ) : entries.length === 0 ? (
        <Empty action={<AppLink to="/sign-in">{t('web.sign_in.title.password')}</AppLink>}>
          {t('web.roles.none')}
        </Empty>
      ) : (
        <ul className="columns">
          {entries.map((entry) => (
            <li key={entry.appointmentId}>
              <EnterAs entry={entry} />
            </li>
          ))}
        </ul>
      )}
    </GateFrame>
  )
}

function EnterAs({ entry }: { readonly entry: DemoEntry }) {
  const t = useText()
  const format = useFormat()
  const unit = format.name({ nameZh: entry.unitZh, nameEn: entry.unitEn })
  return (
    <form method="post" action={`/demo/enter/${encodeURIComponent(entry.appointmentId)}`}>
      <button type="submit" className="entry">
        <strong>{t(`access.post.${entry.post}`)}</strong>
        <span className="muted small">
          {format.name(entry)} · {unit}
        </span>
      </button>
    </form>
  )
}
