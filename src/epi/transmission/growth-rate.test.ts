import { expect, test } from 'vitest'
import * as z from 'zod'
import { expectClose, readGolden, testAgainstReference } from './golden-file.fixture.ts'
import {
  convertGrowthByWeights,
  convertGrowthToReproduction,
  estimateGrowthRate,
  fitLogLinearGrowth,
} from './growth-rate.ts'
import { discretiseSerialInterval } from './serial-interval.ts'

testAgainstReference(
  'growth rate, doubling time and the R they stand for equal the reference',
  () => {
    const { input, params, expected } = readGolden(
      'growth/poisson_growth_105.json',
      z.object({
        params: z.object({ si_mean: z.number(), si_sd: z.number() }),
        input: z.object({ I: z.array(z.number()) }),
        expected: z.object({
          r: z.number(),
          r_se: z.number(),
          r_wald95: z.array(z.number()),
          doubling_days: z.number(),
          lm_r: z.number(),
          lm_r_ci95: z.array(z.number()),
          R_from_r: z.number(),
        }),
      }),
    )
    const growth = estimateGrowthRate(input.I)
    expectClose(
      [growth.perDay, growth.standardError, growth.doublingDays],
      [expected.r, expected.r_se, expected.doubling_days],
    )
    expectClose(growth.interval, expected.r_wald95)
    const line = fitLogLinearGrowth(input.I)
    expectClose([line.perDay, ...line.interval], [expected.lm_r, ...expected.lm_r_ci95])
    const interval = { mean: params.si_mean, sd: params.si_sd }
    expectClose([convertGrowthToReproduction(growth.perDay, interval)], [expected.R_from_r])
  },
)

test('a steady number of cases has no doubling time and means an R of 1', () => {
  const growth = estimateGrowthRate([7, 7, 7, 7, 7])
  expect(growth.doublingDays === null || Math.abs(growth.doublingDays) > 1e12).toBe(true)
  expect(convertGrowthToReproduction(0, { mean: 5, sd: 2 })).toBe(1)
  const weights = discretiseSerialInterval({ mean: 5, sd: 2 }, 60)
  expect(convertGrowthByWeights(0, Array.from(weights))).toBeCloseTo(1, 12)
})
