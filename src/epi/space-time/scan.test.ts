import { expect, test } from 'vitest'
import * as z from 'zod'
import {
  expectClose,
  readGolden,
  testAgainstReference,
} from '../transmission/golden-file.fixture.ts'
import { scanForClusters } from './scan.ts'
import { SeededRandom } from './seeded-random.ts'

const numbers = z.array(z.number())

const cluster = z.object({
  members: numbers,
  center: z.number(),
  radius: z.number(),
  t_start: z.number(),
  t_end: z.number(),
  cases: z.number(),
  expected: z.number(),
  rr: z.number(),
  llr: z.number(),
  p_mc: z.number(),
})

const golden = z.object({
  params: z.object({
    max_population_fraction: z.number(),
    max_days: z.number().optional(),
    n_mc: z.number(),
  }),
  input: z.object({
    same_as: z.string().optional(),
    cases_total: numbers.optional(),
    x_km: numbers.optional(),
    y_km: numbers.optional(),
    population: numbers.optional(),
    cases_by_day_rows: z.array(numbers).optional(),
  }),
  expected: z.object({
    C: z.number(),
    n_zones: z.number(),
    n_windows: z.number(),
    clusters: z.array(cluster),
    null_llr_q95: z.number(),
  }),
})

const files = [
  ['sim106_poisson_prospective', 'poisson'],
  ['sim106_permutation_prospective', 'permutation'],
  ['sim106_poisson_spatial', 'poisson'],
] as const

for (const [name, model] of files) {
  testAgainstReference(
    `clusters, counts, ratios and p-values equal the reference on ${name}`,
    () => {
      const { params, input, expected } = readGolden(`scan/${name}.json`, golden)
      const map =
        input.same_as === undefined ? input : readGolden(`${input.same_as}.json`, golden).input
      const places = (map.x_km ?? []).map((x, i) => ({
        x,
        y: map.y_km?.[i] ?? 0,
        population: map.population?.[i] ?? 0,
      }))
      const counts = input.cases_by_day_rows ?? [input.cases_total ?? []]
      const result = scanForClusters(
        { places, counts },
        {
          model,
          mostPopulation: params.max_population_fraction,
          mostDays: params.max_days ?? 1,
          replicates: params.n_mc,
          seed: 106,
        },
      )
      expect([result.cases, result.zones, result.windows]).toEqual([
        expected.C,
        expected.n_zones,
        expected.n_windows,
      ])
      const exact = (c: z.infer<typeof cluster>): unknown => [
        c.members,
        c.center,
        c.t_start,
        c.t_end,
        c.cases,
      ]
      expect(
        result.clusters.map((c) => [c.members, c.center, c.firstDay, c.lastDay, c.cases]),
      ).toEqual(expected.clusters.map((c) => exact(c)))
      result.clusters.forEach((found, i) => {
        const wanted = expected.clusters[i]
        expectClose(
          [found.radius, found.expected, found.relativeRisk, found.logLikelihoodRatio],
          [
            wanted?.radius ?? null,
            wanted?.expected ?? null,
            wanted?.rr ?? null,
            wanted?.llr ?? null,
          ],
        )
        // Two samples of 999 each: 0.02 is the file's tolerance for the one p-value against the other.
        expectClose([found.p], [wanted?.p_mc ?? null], { abs: 0.04 })
      })
      expectClose([result.nullRatio95], [expected.null_llr_q95], { rel: 0.05 })
    },
  )
}

test('a binomial draw has the mean and the spread of its law, for few and for many expected successes', () => {
  const random = new SeededRandom(7)
  for (const [trials, chance] of [
    [30, 0.1],
    [400, 0.2],
    [5_000, 0.9],
  ] as const) {
    const draws = Array.from({ length: 20_000 }, () => random.binomial(trials, chance))
    const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length
    const variance = draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length
    const law = trials * chance * (1 - chance)
    expect(Math.abs(mean - trials * chance)).toBeLessThan(5 * Math.sqrt(law / draws.length))
    expect(Math.abs(variance / law - 1)).toBeLessThan(0.06)
  }
})
