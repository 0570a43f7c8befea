import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { Invalid } from '../errors.ts'
import { projectRoot } from '../root.ts'
import { type Confidence, PolicyKey, type PolicyStatus, type PolicyValue } from './policy.schema.ts'

export const policyFolder: string = join(projectRoot, 'data', 'policies')

/** Every key there is, in the order of the catalogue: the one source of types, units, bounds and names. */
export const catalogue: readonly PolicyKey[] = z
  .array(PolicyKey)
  .parse(JSON.parse(readFileSync(join(policyFolder, 'keys.json'), 'utf8')))

const byKey = new Map(catalogue.map((entry) => [entry.key, entry]))

export function entryOf(key: string): PolicyKey | null {
  return byKey.get(key) ?? null
}

/** A value with what is claimed about it. */
interface Claim {
  readonly key: string
  readonly value: PolicyValue
  readonly status: PolicyStatus
  readonly confidence: Confidence | null
}

/** Refuses a value that its key does not allow, and a legal limit that nobody has confirmed. Answers the key. */
export function checkClaim({ key, value, status, confidence }: Claim): PolicyKey {
  const entry = entryOf(key)
  if (!entry) throw new Invalid('policy.key.unknown', { key })
  checkType(entry, value)
  // A number marked (I) is shown as a local setting, never as a legal one.
  if (status === 'legal' && (confidence === 'I' || confidence === 'K' || confidence === null)) {
    throw new Invalid('policy.value.legal_unconfirmed', { key }, [
      { path: 'status', problem: 'legal_unconfirmed' },
    ])
  }
  return entry
}

function checkType(entry: PolicyKey, value: PolicyValue): void {
  const { key, type } = entry
  if (typeOf(value) !== type) {
    throw new Invalid('policy.value.wrong_type', { key, type }, [
      { path: 'value', problem: 'wrong_type' },
    ])
  }
  const numbers = Array.isArray(value) ? value : [value].filter((one) => typeof one === 'number')
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = entry
  if (numbers.some((number) => number < min || number > max)) {
    throw new Invalid('policy.value.out_of_bounds', { key, min, max }, [
      { path: 'value', problem: 'out_of_bounds' },
    ])
  }
  if (numbers.some((number, index) => number <= (numbers[index - 1] ?? -Infinity))) {
    throw new Invalid('policy.value.list_not_rising', { key }, [
      { path: 'value', problem: 'list_not_rising' },
    ])
  }
  if (typeof value === 'string' && !entry.options?.includes(value)) {
    throw new Invalid(
      'policy.value.not_an_option',
      { key, options: (entry.options ?? []).join(', ') },
      [{ path: 'value', problem: 'not_an_option' }],
    )
  }
}

function typeOf(value: PolicyValue): PolicyKey['type'] {
  if (Array.isArray(value)) return 'int_list'
  if (typeof value === 'number') return 'int'
  return typeof value === 'boolean' ? 'bool' : 'text'
}
