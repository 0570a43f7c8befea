import * as fc from 'fast-check'
import { expect } from 'vitest'
import { EpiError } from '../epi-error.ts'

/** Any number at all: NaN, infinities, negatives, fractions, the largest and the smallest. */
export const anyNumber = fc.oneof(
  { weight: 4, arbitrary: fc.double() },
  { weight: 4, arbitrary: fc.double({ min: -10, max: 100, noNaN: true }) },
  { weight: 2, arbitrary: fc.constantFrom(0, -0, 1, Number.NaN, Infinity, 5e-324, 2 ** 53) },
)

export const anySeries = fc.oneof(
  fc.array(anyNumber, { maxLength: 30 }),
  fc.array(fc.nat({ max: 50 }), { maxLength: 60 }),
  fc.array(fc.constant(0), { maxLength: 60 }),
)

/** Either a typed error, or an answer in which every number is finite. */
export function expectSound(compute: () => unknown): void {
  let answer: unknown
  try {
    answer = compute()
  } catch (error) {
    if (!(error instanceof EpiError)) throw error
    return
  }
  expect(findUnsound(answer, 'answer')).toEqual([])
}

function findUnsound(value: unknown, path: string): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} = ${value}`]
  if (value instanceof Map) return findUnsound([...value], path)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => findUnsound(item, `${path}.${key}`))
}
