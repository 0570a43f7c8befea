import { useBusinessClock } from '#web/business-clock.ts'
import { useSession } from '#web/session.ts'
import { useUnits } from '#web/units.ts'
import { type DraftTaskRow, missingOf, type TaskField } from './draft-values.ts'

/** What each row lacks now, for the post that would issue it. */
export function useIssueRules(): (task: DraftTaskRow) => readonly TaskField[] {
  const clock = useBusinessClock()
  const units = useUnits()
  const { data } = useSession()
  const own = data?.appointment.unit.code
  const mayLead = (code: string) => {
    const unit = units?.find(code)
    if (!unit || unit.closedAt !== null) return false
    // The headquarters orders any unit directly (rule 9); a district orders what is under it.
    return data?.reach === 'city' || units?.above(code).some((above) => above.code === own) === true
  }
  return (task) => missingOf(task, { now: clock?.now ?? new Date(0), mayLead })
}
