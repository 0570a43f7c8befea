/**
 * What a transaction may see. `area` rows are those whose `district_code` or `street_code` is listed
 * (or whose person is a subject of the purpose named); `city` and `work` are database roles of their own;
 * `nobody` sees no row. The lists stay short (≤32): a long one makes every policy check slow.
 */
export type Scope =
  | { readonly kind: 'nobody' }
  | {
      readonly kind: 'area'
      readonly districts: readonly number[]
      readonly streets: readonly number[]
      readonly persons: readonly string[]
    }
  | { readonly kind: 'city' }
  | { readonly kind: 'work' }

export type Mode = 'read only' | 'read write'

export const nobody: Scope = { kind: 'nobody' }
export const city: Scope = { kind: 'city' }
export const work: Scope = { kind: 'work' }

const listLimit = 32
const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The one statement text that opens a transaction in its scope: one round trip, literals only. */
export function beginText(scope: Scope, mode: Mode, accountId: string | null): string {
  const parts = [`begin ${mode}`, `set local role ${roleOf(scope)}`]
  if (accountId) parts.push(`set local app.account = '${checkedUuid(accountId)}'`)
  if (scope.kind === 'area') {
    parts.push(
      `set local app.districts = '${codes(scope.districts)}'`,
      `set local app.streets = '${codes(scope.streets)}'`,
      `set local app.persons = '${short(scope.persons).map(checkedUuid).join(',')}'`,
    )
  }
  return parts.join('; ')
}

function roleOf(scope: Scope): string {
  switch (scope.kind) {
    case 'nobody':
      return 'bulwark_nobody'
    case 'area':
      return 'bulwark_scope'
    case 'city':
      return 'bulwark_city'
    case 'work':
      return 'bulwark_work'
  }
}

function short<T>(list: readonly T[]): readonly T[] {
  if (list.length > listLimit)
    throw new Error(`a scope lists ${list.length} entries, over ${listLimit}`)
  return list
}

// Codes and ids go into the statement as literals, so nothing but digits and hex may pass.
function codes(list: readonly number[]): string {
  const odd = short(list).find((code) => !Number.isSafeInteger(code) || code <= 0)
  if (odd !== undefined) throw new Error('a scope code is not a positive integer')
  return list.join(',')
}

function checkedUuid(value: string): string {
  if (!uuidShape.test(value)) throw new Error('a scope id is not a UUID')
  return value
}
