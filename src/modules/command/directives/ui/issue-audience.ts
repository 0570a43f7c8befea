import type { UnitIndex } from '#web/units.ts'
import type { DraftTaskRow } from './draft-values.ts'

export interface Audience {
  readonly leads: readonly string[]
  /** Levels between and verifiers: copied in the same second (rule 9). */
  readonly copies: readonly string[]
}

/** Whom the order will reach, as the server will address it. */
export function audienceOf(
  tasks: readonly DraftTaskRow[],
  { units, issuer }: { readonly units: UnitIndex; readonly issuer: string },
): Audience {
  const codesAbove = (code: string) => units.above(code).map((unit) => String(unit.code))
  const issuers = new Set([issuer, ...codesAbove(issuer)])
  const leads = [...new Set(tasks.flatMap(({ leadUnitCode }) => leadUnitCode ?? []))]
  const verifiers = tasks.flatMap(({ verifierUnitCode }) => verifierUnitCode ?? [])
  const between = leads.flatMap(codesAbove)
  const copies = [...new Set([...between, ...verifiers])].filter(
    (code) => !issuers.has(code) && !leads.includes(code),
  )
  return { leads, copies }
}
