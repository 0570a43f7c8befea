import { localDay } from '#kernel/calendar.ts'
import { PolicyStatus, policyReads } from '#kernel/policy/policy.schema.ts'
import { useRead } from '../../api.ts'
import { useBusinessClock } from '../../business-clock.ts'
import { useText } from '../../i18n.ts'
import { useUrlState, useUrlText } from '../../navigation.ts'
import { Choice } from '../../ui/Choice.tsx'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { useUrlField } from '../url-field.ts'
import { InForceTable } from './InForceTable.tsx'
import { type KeyInForce, usePolicyWords } from './policy-words.ts'

const standings = [...PolicyStatus.options, 'missing'] as const
type Standing = (typeof standings)[number]

/** What holds on one day: the day of the event decides, not the day of reading (rule 1). */
export function InForceView() {
  const t = useText()
  const clock = useBusinessClock()
  const today = clock && localDay(clock.now)
  const day = useUrlField('on', today)
  const [search, setSearch] = useUrlText('search')
  const [standing, setStanding] = useUrlState('standing', standings)
  const text = (option: Standing) =>
    option === 'missing' ? t('web.policy.none_in_force') : t(`policy.status.${option}`)
  return (
    <>
      <div className="filters">
        <DateTimeField
          field={day}
          show="day"
          label={t('web.policy.on_day')}
          hint={t('web.policy.on_day_hint')}
        />
        <SearchBox label={t('web.policy.search')} value={search} onChange={setSearch} />
        <Choice
          label={t('web.policy.standing')}
          value={standing}
          options={standings}
          text={text}
          onChange={setStanding}
          all={t('web.policy.all_standings')}
        />
      </div>
      {day.value ? <DayShown day={day.value} search={search} standing={standing} /> : <Loading />}
    </>
  )
}

interface DayShownProps {
  readonly day: string
  readonly search: string
  readonly standing: Standing | undefined
}

function DayShown({ day, search, standing }: DayShownProps) {
  const t = useText()
  const words = usePolicyWords()
  const query = useRead(policyReads.inForce, { on: day })
  const wanted = search.trim().toLowerCase()
  const isWanted = (row: KeyInForce) => {
    const status = row.chosen?.status ?? 'missing'
    if (standing !== undefined && status !== standing) return false
    const entry = row.entry
    return `${row.key} ${entry?.zh ?? ''} ${entry?.en ?? ''} ${words.area(row.key)}`
      .toLowerCase()
      .includes(wanted)
  }
  return (
    <Shown query={query}>
      {({ keys }) => {
        const rows = keys.filter(isWanted)
        if (rows.length > 0) return <InForceTable rows={rows} />
        return <Empty>{t('web.policy.nothing_matches')}</Empty>
      }}
    </Shown>
  )
}
