import { expect, test } from 'vitest'
import * as z from 'zod'
import { gammaQuantile } from '../distributions/gamma.ts'
import { listSlidingWindows } from './estimation-window.ts'
import { expectClose, readGolden, testAgainstReference } from './golden-file.fixture.ts'
import { computeOverallInfectivity } from './infectivity.ts'
import { reportGammaQuantiles, reportedProbabilities } from './posterior-quantile.ts'
import type { ReproductionResult } from './reproduction-number.ts'
import { estimateReproduction } from './reproduction-number.ts'
import { discretiseSerialInterval } from './serial-interval.ts'
import { estimateWithSampledInterval, estimateWithUncertainInterval } from './uncertain-interval.ts'

const numbers = z.array(z.number())
const gaps = z.array(z.number().nullable())

const golden = z.object({
  params: z.object({
    t_start: numbers.optional(),
    t_end: numbers.optional(),
    mean_si: z.number().optional(),
    std_si: z.number().optional(),
    si_distr: numbers.optional(),
    mean_prior: z.number(),
    std_prior: z.number(),
    std_mean_si: z.number().optional(),
    min_mean_si: z.number().optional(),
    max_mean_si: z.number().optional(),
    std_std_si: z.number().optional(),
    min_std_si: z.number().optional(),
    max_std_si: z.number().optional(),
  }),
  input: z.object({
    I: numbers.optional(),
    local: numbers.optional(),
    imported: numbers.optional(),
    si_sample_columns: z.array(numbers).optional(),
  }),
  expected: z.object({
    t_start: numbers,
    t_end: numbers,
    Mean: gaps,
    Std: gaps,
    'Quantile.0.025': gaps,
    'Quantile.0.05': gaps,
    'Quantile.0.25': gaps,
    Median: gaps,
    'Quantile.0.75': gaps,
    'Quantile.0.95': gaps,
    'Quantile.0.975': gaps,
    si_distr: numbers.optional(),
    'SI.Moments': z.object({ Mean: z.number(), Std: z.number() }),
  }),
  tolerance: z.object({ rel: z.number(), abs: z.number() }),
})
type Golden = z.infer<typeof golden>

function incidenceOf({ input }: Golden): { local: number[]; imported?: number[] } {
  return {
    local: input.local ?? input.I ?? [],
    ...(input.imported === undefined ? {} : { imported: input.imported }),
  }
}

function optionsOf({ params }: Golden): Parameters<typeof estimateReproduction>[2] {
  const windows = params.t_start?.map((firstDay, i) => ({
    firstDay,
    lastDay: params.t_end?.[i] ?? 0,
  }))
  return {
    prior: { mean: params.mean_prior, sd: params.std_prior },
    ...(windows === undefined ? {} : { windows }),
  }
}

function expectEstimates(
  estimates: ReproductionResult['estimates'],
  { expected, tolerance }: Golden,
): void {
  const allowed = tolerance.rel < 1e-8 ? { rel: 1e-8, abs: 1e-9 } : tolerance
  const quantile = (at: number): (number | null)[] =>
    estimates.map(({ posterior }) => posterior?.quantiles[at] ?? null)
  expect(estimates.map(({ firstDay }) => firstDay)).toEqual(expected.t_start)
  expect(estimates.map(({ lastDay }) => lastDay)).toEqual(expected.t_end)
  expectClose(
    estimates.map(({ posterior }) => posterior?.mean ?? null),
    expected.Mean,
    allowed,
  )
  expectClose(
    estimates.map(({ posterior }) => posterior?.sd ?? null),
    expected.Std,
    allowed,
  )
  const columns = [
    expected['Quantile.0.025'],
    expected['Quantile.0.05'],
    expected['Quantile.0.25'],
    expected.Median,
    expected['Quantile.0.75'],
    expected['Quantile.0.95'],
    expected['Quantile.0.975'],
  ]
  expect(reportedProbabilities).toHaveLength(columns.length)
  columns.forEach((column, at) => expectClose(quantile(at), column, allowed))
}

test('the fast quantiles of the posterior equal the general ones for shapes of any size', () => {
  for (const shape of [0.05, 1, 2.9, 3, 4.2, 17, 400, 5_000, 1e5, 1e8]) {
    const general = reportedProbabilities.map((p) => gammaQuantile(p, { shape }))
    expectClose(reportGammaQuantiles(shape), general, { rel: 1e-12 })
  }
})

test('fortnightly windows start on day 2 and slide by a day', () => {
  const windows = listSlidingWindows(16, 14)
  expect(windows).toEqual([
    { firstDay: 2, lastDay: 15 },
    { firstDay: 3, lastDay: 16 },
  ])
  expect(() => listSlidingWindows(7)).toThrow('epi.too_few_points')
})

const known = [
  'dalian_july2020_param_imported',
  'flu2009_nonparam_weekly',
  'flu2009_param_biweekly_prior',
  'flu2009_param_weekly',
  'measles1861_param',
  'mers_imported_param',
  'sars2003_nonparam',
  'sim104_param_step',
] as const

for (const name of known) {
  testAgainstReference(`R with a known serial interval equals the reference on ${name}`, () => {
    const file = readGolden(`epiestim/${name}.json`, golden)
    const { si_distr: weights, mean_si: mean = 0, std_si: sd = 0 } = file.params
    const interval =
      weights === undefined
        ? ({ kind: 'gamma', mean, sd } as const)
        : ({ kind: 'weights', weights } as const)
    const result = estimateReproduction(incidenceOf(file), interval, optionsOf(file))
    expectEstimates(result.estimates, file)
    expectClose(result.weights, file.expected.si_distr ?? [])
    const { Mean, Std } = file.expected['SI.Moments']
    expectClose([result.moments.mean, result.moments.sd], [Mean, Std])
  })
}

testAgainstReference(
  'R with an uncertain serial interval lies within the draws of the reference',
  () => {
    const file = readGolden('epiestim/flu2009_uncertain_si.json', golden)
    const { params } = file
    const mean = {
      mean: params.mean_si ?? 0,
      sd: params.std_mean_si ?? 0,
      least: params.min_mean_si ?? 0,
      most: params.max_mean_si ?? 0,
    }
    const sd = {
      mean: params.std_si ?? 0,
      sd: params.std_std_si ?? 0,
      least: params.min_std_si ?? 0,
      most: params.max_std_si ?? 0,
    }
    const result = estimateWithUncertainInterval(incidenceOf(file), { mean, sd }, optionsOf(file))
    expectEstimates(result.estimates, file)
    const fine = { mean, sd, points: { mean: 60, sd: 30 } }
    const finer = estimateWithUncertainInterval(incidenceOf(file), fine, optionsOf(file))
    expectClose(
      result.estimates.map(({ posterior }) => posterior?.mean ?? null),
      finer.estimates.map(({ posterior }) => posterior?.mean ?? null),
      { rel: 0.002 },
    )
  },
)

testAgainstReference(
  'R with sampled serial intervals lies within the draws of the reference',
  () => {
    const file = readGolden('epiestim/sim104_si_from_sample.json', golden)
    const samples = file.input.si_sample_columns ?? []
    const result = estimateWithSampledInterval(incidenceOf(file), samples, optionsOf(file))
    expectEstimates(result.estimates, file)
    const { Mean, Std } = file.expected['SI.Moments']
    expectClose([result.moments.mean, result.moments.sd], [Mean, Std])
  },
)

testAgainstReference('the discretised serial interval equals the reference', () => {
  const file = readGolden(
    'epiestim/discr_si.json',
    z.object({
      expected: z.object({
        cases: z.array(z.object({ mean: z.number(), sd: z.number(), p: numbers })),
      }),
    }),
  )
  for (const { mean, sd, p } of file.expected.cases) {
    const weights = discretiseSerialInterval({ mean, sd }, p.length)
    expectClose(Array.from(weights), p, { rel: 1e-8, abs: 1e-12 })
  }
})

testAgainstReference('the overall infectivity equals the reference', () => {
  const file = readGolden(
    'epiestim/overall_infectivity_flu2009.json',
    z.object({
      input: z.object({ I: numbers, si_distr: numbers }),
      expected: z.object({ lambda: gaps }),
    }),
  )
  expectClose(computeOverallInfectivity(file.input.I, file.input.si_distr), file.expected.lambda)
})

test('a window without anybody infectious before it repeats the prior and says so', () => {
  const silent = estimateReproduction(
    { local: Array.from({ length: 20 }, () => 0) },
    { kind: 'gamma', mean: 5, sd: 2 },
  )
  const last = silent.estimates.at(-1)?.posterior
  expect(last?.hasEvidence).toBe(false)
  expect(last?.mean).toBeCloseTo(5, 12)
})
