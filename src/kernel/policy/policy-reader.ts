import { localDay } from '../calendar.ts'
import { Refused } from '../errors.ts'
import { retype } from '../retype.ts'
import type { DeclaredKey, DeclaredValue, IntKey } from './policy-keys.ts'
import type { PolicySetId, PolicyStatus, PolicyValue } from './policy.schema.ts'

/** Where a number comes from: shown beside every clock. */
export interface PolicyBasis {
  readonly setCode: string
  readonly orderNumber: string
  readonly issuerZh: string
  readonly issuerEn: string
  readonly status: PolicyStatus
  readonly rule: number | null
}

/** Reads the value of a key in force on the event's date, never today's (rule 1). */
export interface PolicyReader {
  /** Throws `Refused('policy.value.none_in_force')` when no activated set holds the key on that date. */
  value<Key extends DeclaredKey>(key: Key, eventAt: Date): DeclaredValue<Key>
  int(key: IntKey, eventAt: Date): number
  basis(key: string, eventAt: Date): PolicyBasis
}

/** One value of one activated set, with the days it stands for; `to` is the last of them. */
export interface ActivatedValue {
  readonly key: string
  readonly value: PolicyValue
  readonly setId: PolicySetId
  readonly from: string
  readonly to: string | null
  readonly activatedAt: Date
  readonly basis: PolicyBasis
}

/** Which value stands for a key on a day, if any. */
export type Choice = (key: string, day: string) => ActivatedValue | undefined

/** Of several sets in force on a day, the one that took effect last; of those, the one activated last. */
export function choiceOf(values: readonly ActivatedValue[]): Choice {
  const byKey = new Map<string, ActivatedValue[]>()
  for (const value of values.toSorted(laterFirst)) {
    byKey.set(value.key, [...(byKey.get(value.key) ?? []), value])
  }
  return (key, day) =>
    byKey.get(key)?.find(({ from, to }) => from <= day && (to === null || day <= to))
}

function laterFirst(a: ActivatedValue, b: ActivatedValue): number {
  if (a.from !== b.from) return a.from < b.from ? 1 : -1
  const later = b.activatedAt.getTime() - a.activatedAt.getTime()
  if (later !== 0) return later
  return a.basis.setCode < b.basis.setCode ? -1 : 1
}

/**
 * The value that a set starting on `from` would replace on a day already gone (rule 1), if any. It is enough
 * to look at the first day: a later one that the new set would win had its present value on the first day too.
 */
export function replacedInThePast(
  choose: Choice,
  set: { readonly keys: readonly string[]; readonly from: string; readonly today: string },
): ActivatedValue | undefined {
  if (set.from >= set.today) return undefined
  return set.keys.flatMap((key) => choose(key, set.from) ?? []).at(0)
}

/** The reader that every operation holds. */
export function policyReader(values: readonly ActivatedValue[]): PolicyReader {
  const choose = choiceOf(values)
  const inForce = (key: string, eventAt: Date): ActivatedValue => {
    const day = localDay(eventAt)
    const found = choose(key, day)
    if (!found) throw new Refused('policy.value.none_in_force', { key, day })
    return found
  }
  return {
    // The catalogue was asked about the type twice: when the key was declared and when the value was stored.
    value: (key, eventAt) => retype(inForce(key, eventAt).value),
    int(key, eventAt) {
      const { value } = inForce(key, eventAt)
      if (typeof value !== 'number') throw new Error(`policy key ${key} is not a number`)
      return value
    },
    basis: (key, eventAt) => inForce(key, eventAt).basis,
  }
}
