import { expect, test } from 'vitest'
import * as z from 'zod'
import { estimateCohortReproduction } from './cohort-reproduction.ts'
import { expectClose, readGolden, testAgainstReference } from './golden-file.fixture.ts'

const numbers = z.array(z.number())

const golden = z.object({
  params: z.object({
    t_start: numbers,
    t_end: numbers,
    mean_si: z.number().optional(),
    std_si: z.number().optional(),
    si_distr: numbers.optional(),
  }),
  input: z.object({ I: numbers }),
  expected: z.object({
    t_start: numbers,
    t_end: numbers,
    Mean: numbers,
    sim: z.object({ Std: numbers, q025: numbers, q975: numbers }),
  }),
})

for (const name of [
  'flu1918_nonparam_3day',
  'flu2009_nonparam',
  'sars2003_nonparam',
  'sim104_param',
]) {
  testAgainstReference(`the cohort reproduction number equals the reference on ${name}`, () => {
    const { params, input, expected } = readGolden(`wallinga_teunis/${name}.json`, golden)
    const interval =
      params.si_distr === undefined
        ? ({ kind: 'gamma', mean: params.mean_si ?? 0, sd: params.std_si ?? 0 } as const)
        : ({ kind: 'weights', weights: params.si_distr } as const)
    const windows = params.t_start.map((firstDay, i) => ({
      firstDay,
      lastDay: params.t_end[i] ?? 0,
    }))
    const { estimates } = estimateCohortReproduction(input.I, interval, {
      windows,
      withSpread: true,
    })
    expect(estimates.map(({ firstDay }) => firstDay)).toEqual(expected.t_start)
    expect(estimates.map(({ lastDay }) => lastDay)).toEqual(expected.t_end)
    expectClose(
      estimates.map(({ mean }) => mean),
      expected.Mean,
    )
    const simulated = { rel: 0.15, abs: 0.15 }
    expectClose(
      estimates.map(({ spread }) => spread?.sd ?? null),
      expected.sim.Std,
      simulated,
    )
    // An exact quantile on the edge between two counts may be one infectee away from a sampled one.
    estimates.forEach(({ firstDay, lastDay, spread }, i) => {
      const cohort = input.I.slice(firstDay - 1, lastDay).reduce((sum, count) => sum + count, 0)
      const oneAway = { rel: 0.15, abs: Math.max(0.15, 1 / cohort) }
      expectClose([spread?.low ?? null], [expected.sim.q025[i] ?? null], oneAway)
      expectClose([spread?.high ?? null], [expected.sim.q975[i] ?? null], oneAway)
    })
  })
}

test('windows without a case have no cohort and are left out', () => {
  const weights = { kind: 'weights', weights: [0, 0.5, 0.5] } as const
  const { estimates } = estimateCohortReproduction([3, 0, 0, 0, 0, 0, 0, 0, 2, 1], weights)
  expect(estimates.map(({ firstDay }) => firstDay)).toEqual([3, 4])
  const none = estimateCohortReproduction(
    Array.from({ length: 9 }, () => 0),
    weights,
  )
  expect(none.estimates).toEqual([])
})
