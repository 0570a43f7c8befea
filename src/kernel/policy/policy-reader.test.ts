import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ActivatedValue, choiceOf, replacedInThePast } from './policy-reader.ts'
import { PolicySetId } from './policy.schema.ts'

interface Candidate {
  readonly keys: readonly string[]
  readonly from: number
  readonly length: number | null
  readonly today: number
}

const keys = ['a.one', 'a.two', 'a.three']
const day = (number: number): string =>
  new Date(Date.UTC(2021, 0, 1 + number)).toISOString().slice(0, 10)

const candidate = fc.record<Candidate>({
  keys: fc.uniqueArray(fc.constantFrom(...keys), { minLength: 1 }),
  from: fc.integer({ min: 0, max: 60 }),
  length: fc.option(fc.integer({ min: 0, max: 40 })),
  today: fc.integer({ min: 0, max: 60 }),
})

/** The values of one activated set; `order` makes its value and its code its own. */
function activate({ keys, from, length, today }: Candidate, order: number): ActivatedValue[] {
  return keys.map((key) => ({
    key,
    value: order,
    setId: PolicySetId.parse(`0196f3c0-0000-7000-8000-${String(order).padStart(12, '0')}`),
    from: day(from),
    to: length === null ? null : day(from + length),
    activatedAt: new Date(Date.UTC(2021, 0, 1 + today, 4, order)),
    basis: {
      setCode: `set-${order}`,
      orderNumber: String(order),
      issuerZh: '试',
      issuerEn: 'Test',
      status: 'local',
      rule: null,
    },
  }))
}

/** What is chosen for each key on each day, so far as anything is. */
function chosen(values: readonly ActivatedValue[], days: readonly number[]): Map<string, unknown> {
  const choose = choiceOf(values)
  const pairs = keys.flatMap((key) => days.map((number) => [key, day(number)] as const))
  return new Map(
    pairs.flatMap(([key, on]) => {
      const found = choose(key, on)
      return found ? [[`${key} ${on}`, found.value] as const] : []
    }),
  )
}

const daysBefore = (end: number): number[] => Array.from({ length: end }, (_, index) => index)

test('rule 1: a new set changes nothing that was chosen for a day before its first', () => {
  fc.assert(
    fc.property(fc.array(candidate, { maxLength: 8 }), candidate, (others, added) => {
      const before = others.flatMap(activate)
      const after = [...before, ...activate(added, others.length)]
      const days = daysBefore(added.from)
      expect(chosen(after, days)).toEqual(chosen(before, days))
    }),
  )
})

test('rule 1: whatever is let into force changes nothing chosen for a day already gone, and only that is refused', () => {
  fc.assert(
    fc.property(fc.array(candidate, { minLength: 1, maxLength: 10 }), (given) => {
      // Orders arrive as time goes on.
      const candidates = given.toSorted((a, b) => a.today - b.today)
      let values: ActivatedValue[] = []
      for (const [order, one] of candidates.entries()) {
        const next = [...values, ...activate(one, order)]
        const past = daysBefore(one.today)
        const was = chosen(values, past)
        const now = chosen(next, past)
        const isChanged = [...was].some(([at, value]) => now.get(at) !== value)
        const asked = { keys: one.keys, from: day(one.from), today: day(one.today) }
        expect(replacedInThePast(choiceOf(values), asked) !== undefined).toBe(isChanged)
        if (!isChanged) values = next
      }
    }),
  )
})

test('the order in which sets are read does not matter', () => {
  fc.assert(
    fc.property(fc.array(candidate, { maxLength: 8 }), (given) => {
      const values = given.flatMap(activate)
      const days = daysBefore(90)
      expect(chosen(values.toReversed(), days)).toEqual(chosen(values, days))
    }),
  )
})
