import type { ledgerEndpoints } from '#kernel/ledger/ledger.schema.ts'
import type { Field } from '../../form.ts'
import type { AnswerOf, InputOf } from '../../request.ts'
import { useUrlField } from '../url-field.ts'

export type LedgerEntry = AnswerOf<typeof ledgerEndpoints.entries>['rows'][number]
type Input = InputOf<typeof ledgerEndpoints.entries>

export interface LedgerFilter {
  readonly account: Field<string | null>
  readonly action: Field<string | null>
  readonly subject: Field<string | null>
  readonly from: Field<string | null>
  readonly to: Field<string | null>
  readonly isEmpty: boolean
  readonly input: Input
}

const afterDayMs = 86_400_000

/** What the list is narrowed to; all of it stands in the address. */
export function useLedgerFilter(): LedgerFilter {
  const account = useUrlField('account')
  const action = useUrlField('action')
  const subject = useUrlField('subject')
  const from = useUrlField('from')
  const to = useUrlField('to')
  const wanted: Input = {
    ...(account.value ? { accountId: account.value } : {}),
    ...(action.value ? { action: action.value } : {}),
    ...(subject.value ? { subjectId: subject.value } : {}),
    ...(from.value ? { from: startOf(from.value) } : {}),
    ...(to.value ? { to: endOf(to.value) } : {}),
  }
  const isEmpty = Object.keys(wanted).length === 0
  return { account, action, subject, from, to, isEmpty, input: wanted }
}

function startOf(day: string): string {
  return `${day}T00:00:00+08:00`
}

/** The last day counts as a whole; the server's limit is exclusive. */
function endOf(day: string): string {
  return new Date(new Date(startOf(day)).getTime() + afterDayMs).toISOString()
}
