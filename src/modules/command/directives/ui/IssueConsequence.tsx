import { useText } from '#web/i18n.ts'
import { useSession } from '#web/session.ts'
import { UnitName } from '#web/ui/UnitName.tsx'
import { useUnits } from '#web/units.ts'
import type { DraftTaskRow } from './draft-values.ts'
import { audienceOf } from './issue-audience.ts'

/** Who will be told in the second of issuing: the lead units, and the levels that get a copy. */
export function IssueConsequence({ tasks }: { readonly tasks: readonly DraftTaskRow[] }) {
  const t = useText()
  const units = useUnits()
  const { data } = useSession()
  if (!units || !data) return null
  const issuer = data.appointment.unit.code
  const { leads, copies } = audienceOf(tasks, { units, issuer })
  const counts = { tasks: tasks.length, units: leads.length, levels: copies.length }
  return (
    <div className="stack">
      <p>
        <strong>{t('command.draft.consequence', counts)}</strong>
      </p>
      <UnitNames label={t('command.receipt.role.lead')} codes={leads} />
      {copies.length > 0 && <UnitNames label={t('command.receipt.role.copy')} codes={copies} />}
      <p>{t('command.draft.clock_starts')}</p>
    </div>
  )
}

function UnitNames({
  label,
  codes,
}: {
  readonly label: string
  readonly codes: readonly string[]
}) {
  return (
    <p>
      <span className="muted">{label}</span>{' '}
      {codes.map((code, index) => (
        <span key={code}>
          {index > 0 && ' · '}
          <UnitName code={code} />
        </span>
      ))}
    </p>
  )
}
