import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  assessPoolAccuracy,
  countArrayTests,
  countDorfmanTests,
  countStagedTests,
  estimatePoolPrevalence,
  findArraySize,
  findDorfmanSize,
  findStagedSizes,
} from '../pooling/pool-design.ts'
import { anyNumber, expectSound } from '../transmission/sound-answer.fixture.ts'
import { exactShareInterval, wilsonShareInterval } from './coverage-interval.ts'
import {
  findCriticalCoverage,
  reproductionUnderCoverage,
  spectralRadius,
} from './next-generation.ts'

const fourNumbers = fc.tuple(anyNumber, anyNumber, anyNumber, anyNumber)

test('whatever numbers are given, coverage and pooling are finite or refused', () => {
  const property = fc.property(fourNumbers, ([a, b, c, d]) => {
    expectSound(() => findCriticalCoverage(a, b))
    expectSound(() => exactShareInterval({ count: a, of: b }, c))
    expectSound(() => wilsonShareInterval({ count: a, of: b }, c))
    expectSound(() =>
      spectralRadius([
        [a, b],
        [c, d],
      ]),
    )
    const contacts = [
      [8, 3],
      [4, c],
    ]
    const mixing = { contacts, coverage: [a, b], efficacy: 0.5, unvaccinatedReproduction: d }
    expectSound(() => reproductionUnderCoverage(mixing))
    expectSound(() => countDorfmanTests(a, b))
    expectSound(() => countArrayTests(a, b))
    expectSound(() => countStagedTests(a, { firstSize: b, secondSize: c }))
    for (const find of [findDorfmanSize, findArraySize, findStagedSizes]) expectSound(() => find(a))
    const test = { prevalence: a, size: b, sensitivity: c, specificity: d }
    expectSound(() => assessPoolAccuracy(test))
    expectSound(() => assessPoolAccuracy({ ...test, size: 10 }))
    expectSound(() => estimatePoolPrevalence(a, b))
  })
  fc.assert(property, { numRuns: 300 })
})

test('the exact interval always holds Wilson’s middle and the share itself', () => {
  const counted = fc
    .integer({ min: 1, max: 500 })
    .chain((of) => fc.record({ of: fc.constant(of), count: fc.nat({ max: of }) }))
  const property = fc.property(counted, (group) => {
    const exact = exactShareInterval(group)
    const wilson = wilsonShareInterval(group)
    for (const { low, high, share } of [exact, wilson]) {
      expect(low).toBeLessThanOrEqual(share)
      expect(high).toBeGreaterThanOrEqual(share)
    }
  })
  fc.assert(property, { numRuns: 200 })
})

test('more vaccination never raises the reproduction number, and the order of groups does not matter', () => {
  const rate = fc.double({ min: 0.1, max: 9, noNaN: true })
  const share = fc.double({ min: 0, max: 0.9, noNaN: true })
  const property = fc.property(fc.tuple(rate, rate, rate, rate), fc.tuple(share, share), (c, s) => {
    const contacts = [
      [c[0], c[1]],
      [c[2], c[3]],
    ]
    const mixing = { contacts, coverage: [s[0], s[1]], efficacy: 0.8, unvaccinatedReproduction: 3 }
    const now = reproductionUnderCoverage(mixing)
    const more = reproductionUnderCoverage({ ...mixing, coverage: [s[0] + 0.1, s[1]] })
    expect(more).toBeLessThanOrEqual(now + 1e-12)
    const turned = {
      ...mixing,
      contacts: [
        [c[3], c[2]],
        [c[1], c[0]],
      ],
      coverage: [s[1], s[0]],
    }
    expect(reproductionUnderCoverage(turned)).toBeCloseTo(now, 10)
  })
  fc.assert(property, { numRuns: 200 })
})
