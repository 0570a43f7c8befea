import { expect, test } from 'vitest'
import * as z from 'zod'
import {
  expectClose,
  readGolden,
  testAgainstReference,
} from '../transmission/golden-file.fixture.ts'
import {
  assessPoolAccuracy,
  countDorfmanTests,
  estimatePoolPrevalence,
  findArraySize,
  findDorfmanSize,
  findStagedSizes,
} from './pool-design.ts'

const numbers = z.array(z.number())
const sized = z.object({ n: numbers, E: numbers })

const golden = z.object({
  params: z.object({ prevalence: numbers }),
  expected: z.object({
    dorfman: sized,
    array: sized,
    three_stage: z.object({ n1: numbers, n2: numbers, E: numbers }),
    imperfect: z.object({
      p: numbers,
      n: numbers,
      Se: numbers,
      Sp: numbers,
      E: numbers,
      PSe: numbers,
      PSp: numbers,
      PPV: numbers,
      NPV: numbers,
    }),
  }),
})

const exact = { rel: 1e-10, abs: 1e-12 }

testAgainstReference(
  'pool sizes and tests per person equal the reference for all three designs',
  () => {
    const { params, expected } = readGolden('pooling/dorfman_array_hierarchical.json', golden)
    const dorfman = params.prevalence.map((p) => findDorfmanSize(p))
    expect(dorfman.map(({ size }) => size)).toEqual(expected.dorfman.n)
    expectClose(
      dorfman.map(({ testsPerPerson }) => testsPerPerson),
      expected.dorfman.E,
      exact,
    )
    const array = params.prevalence.map((p) => findArraySize(p))
    expect(array.map(({ size }) => size)).toEqual(expected.array.n)
    expectClose(
      array.map(({ testsPerPerson }) => testsPerPerson),
      expected.array.E,
      exact,
    )
    const staged = params.prevalence.map((p) => findStagedSizes(p))
    expect(staged.map(({ firstSize }) => firstSize)).toEqual(expected.three_stage.n1)
    expect(staged.map(({ secondSize }) => secondSize)).toEqual(expected.three_stage.n2)
    expectClose(
      staged.map(({ testsPerPerson }) => testsPerPerson),
      expected.three_stage.E,
      exact,
    )
  },
)

testAgainstReference('pooling with an imperfect test equals the reference', () => {
  const { imperfect } = readGolden('pooling/dorfman_array_hierarchical.json', golden).expected
  const results = imperfect.p.map((prevalence, i) =>
    assessPoolAccuracy({
      prevalence,
      size: imperfect.n[i] ?? 0,
      sensitivity: imperfect.Se[i] ?? 0,
      specificity: imperfect.Sp[i] ?? 0,
    }),
  )
  expectClose(
    results.map((r) => r.testsPerPerson),
    imperfect.E,
    exact,
  )
  expectClose(
    results.map((r) => r.sensitivity),
    imperfect.PSe,
    exact,
  )
  expectClose(
    results.map((r) => r.specificity),
    imperfect.PSp,
    exact,
  )
  expectClose(
    results.map((r) => r.positivePredictiveValue),
    imperfect.PPV,
    exact,
  )
  expectClose(
    results.map((r) => r.negativePredictiveValue),
    imperfect.NPV,
    exact,
  )
})

test('nobody infected costs one test a pool, everybody infected one test more than testing alone', () => {
  expect(countDorfmanTests(0, 10)).toBe(0.1)
  expect(countDorfmanTests(1, 10)).toBe(1.1)
  expect(findDorfmanSize(1)).toEqual({ size: 1, testsPerPerson: 1, isWorthwhile: false })
  expect(estimatePoolPrevalence(countDorfmanTests(0.01, 10) - 0.1, 10)).toBeCloseTo(0.01, 14)
})
