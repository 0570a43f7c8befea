import { expect, test } from 'vitest'
import * as z from 'zod'
import {
  expectClose,
  readGolden,
  testAgainstReference,
} from '../transmission/golden-file.fixture.ts'
import { exactShareInterval, wilsonShareInterval } from './coverage-interval.ts'
import {
  findCriticalCoverage,
  reproductionUnderCoverage,
  spectralRadius,
} from './next-generation.ts'

const numbers = z.array(z.number())

testAgainstReference(
  'critical coverage, next-generation matrix and intervals equal the reference',
  () => {
    const { input, expected } = readGolden(
      'vaccination/critical_coverage.json',
      z.object({
        input: z.object({
          R0: numbers,
          efficacy: numbers,
          C_rows: z.array(numbers),
          coverage: numbers,
          ve: z.number(),
          ci_cases: z.array(z.tuple([z.number(), z.number()])),
        }),
        expected: z.object({
          Vc: numbers,
          attainable: numbers,
          R_eff: z.number(),
          R_eff_zero: z.number(),
          ci: z.array(numbers),
        }),
      }),
    )
    const critical = input.R0.map((r0, i) => findCriticalCoverage(r0, input.efficacy[i] ?? 0))
    expectClose(
      critical.map(({ coverage }) => coverage),
      expected.Vc,
    )
    expect(critical.map(({ isAttainable }) => Number(isAttainable))).toEqual(expected.attainable)
    const mixing = {
      contacts: input.C_rows,
      efficacy: input.ve,
      unvaccinatedReproduction: 2.5,
    }
    const none = input.coverage.map(() => 0)
    expectClose(
      [
        reproductionUnderCoverage({ ...mixing, coverage: input.coverage }),
        reproductionUnderCoverage({ ...mixing, coverage: none }),
      ],
      [expected.R_eff, expected.R_eff_zero],
    )
    input.ci_cases.forEach(([count, of], i) => {
      const exact = exactShareInterval({ count, of })
      const wilson = wilsonShareInterval({ count, of })
      expectClose([exact.low, exact.high, wilson.low, wilson.high], expected.ci[i] ?? [])
    })
  },
)

test('the largest eigenvalue is found where power iteration fails: circles, separate groups, dead ends', () => {
  expect(
    spectralRadius([
      [0, 4],
      [1, 0],
    ]),
  ).toBeCloseTo(2, 12)
  expect(
    spectralRadius([
      [3, 0],
      [0, 2.999999],
    ]),
  ).toBeCloseTo(3, 12)
  expect(
    spectralRadius([
      [2, 1],
      [0, 2],
    ]),
  ).toBeCloseTo(2, 12)
  expect(
    spectralRadius([
      [0, 1],
      [0, 0],
    ]),
  ).toBe(0)
})
