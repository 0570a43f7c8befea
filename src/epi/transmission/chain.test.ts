import { expect, test } from 'vitest'
import * as z from 'zod'
import { gammaQuantile, gammaTails } from '../distributions/gamma.ts'
import { fitChainSizes } from './chain-size-fit.ts'
import { countOffspring, measureSerialIntervals, summariseContacts } from './contact-graph.ts'
import { expectClose, readGolden, testAgainstReference } from './golden-file.fixture.ts'
import {
  fitGammaInterval,
  fitLognormalInterval,
  fitNormalInterval,
  fitWeibullInterval,
  summariseIntervals,
} from './interval-fit.ts'
import { fitOffspring, tabulateOffspring } from './offspring-fit.ts'
import {
  extinctionProbability,
  listChainSizeProbabilities,
  shareOfCasesBehind,
  shareOfInfectiousnessBehind,
} from './offspring-model.ts'

const numbers = z.array(z.number())

testAgainstReference('extinction and chain sizes equal the closed forms', () => {
  const file = readGolden(
    'chains/extinction_clustersize.json',
    z.object({
      input: z.object({ R: numbers, k: numbers, n_introductions: numbers }),
      expected: z.object({
        p_extinct: numbers,
        'chain_size_R0.74_k0.43': numbers,
        'chain_size_R0.5_k0.1': numbers,
      }),
    }),
  )
  const { R, k, n_introductions } = file.input
  const extinct = R.map((reproduction, i) =>
    extinctionProbability({
      reproduction,
      dispersion: k[i] ?? 0,
      introductions: n_introductions[i] ?? 0,
    }),
  )
  expectClose(extinct, file.expected.p_extinct)
  const first = file.expected['chain_size_R0.74_k0.43']
  const second = file.expected['chain_size_R0.5_k0.1']
  const model = { reproduction: 0.74, dispersion: 0.43 }
  expectClose(listChainSizeProbabilities(model, first.length), first)
  const narrow = { reproduction: 0.5, dispersion: 0.1 }
  expectClose(listChainSizeProbabilities(narrow, second.length), second)
})

testAgainstReference(
  'the share of cases behind 80 % of transmission equals both closed forms',
  () => {
    const { input, expected } = readGolden(
      'chains/p80_grid.json',
      z.object({
        input: z.object({ R: numbers, k: numbers }),
        expected: z.object({ p80_gamma: numbers, p80_discrete: numbers }),
      }),
    )
    const models = input.R.map((reproduction, i) => ({ reproduction, dispersion: input.k[i] ?? 0 }))
    expectClose(
      models.map(({ dispersion }) => shareOfInfectiousnessBehind(0.8, dispersion)),
      expected.p80_gamma,
    )
    expectClose(
      models.map((model) => shareOfCasesBehind(0.8, model)),
      expected.p80_discrete,
    )
  },
)

testAgainstReference('reproduction and dispersion from chain sizes equal the reference', () => {
  const { input, expected } = readGolden(
    'chains/hongkong2020_clustersize.json',
    z.object({
      input: z.object({ cluster_sizes: numbers }),
      expected: z.object({
        R: z.number(),
        k: z.number(),
        logLik: z.number(),
        R_profile95: numbers,
        k_profile95: numbers,
      }),
    }),
  )
  const fit = fitChainSizes(input.cluster_sizes)
  // The reference stops its search a little early: the tolerance is that of its file.
  const early = { rel: 1e-4 }
  expectClose([fit.reproduction, fit.dispersion], [expected.R, expected.k], early)
  expectClose([fit.logLikelihood], [expected.logLik])
  expect(fit.logLikelihood).toBeGreaterThanOrEqual(expected.logLik - 1e-10)
  expectClose(fit.reproductionInterval, expected.R_profile95, early)
  expectClose(fit.dispersionInterval, expected.k_profile95, early)
})

for (const name of ['hongkong2020_offspring', 'mers_korea_offspring']) {
  testAgainstReference(
    `reproduction and dispersion from offspring equal the reference on ${name}`,
    () => {
      const { input, expected } = readGolden(
        `chains/${name}.json`,
        z.object({
          input: z.object({ offspring_value: numbers, offspring_frequency: numbers }),
          expected: z.object({
            n: z.number(),
            R: z.number(),
            k: z.number(),
            logLik: z.number(),
            k_profile95: numbers,
            R_profile95: numbers,
            logLik_poisson: z.number(),
            logLik_geometric: z.number(),
            p80_gamma: z.number(),
            p80_discrete: z.number(),
          }),
        }),
      )
      const fit = fitOffspring({
        values: input.offspring_value,
        frequencies: input.offspring_frequency,
      })
      expect(fit.cases).toBe(expected.n)
      const searched = { rel: 1e-5, abs: 1e-7 }
      expectClose([fit.reproduction, fit.dispersion], [expected.R, expected.k], searched)
      expectClose(
        [fit.logLikelihood, fit.logLikelihoodPoisson, fit.logLikelihoodGeometric],
        [expected.logLik, expected.logLik_poisson, expected.logLik_geometric],
      )
      expectClose(fit.dispersionInterval, expected.k_profile95, { rel: 1e-4 })
      expectClose(fit.reproductionInterval, expected.R_profile95, { rel: 1e-4 })
      const dispersion = fit.dispersion ?? 0
      expectClose([shareOfInfectiousnessBehind(0.8, dispersion)], [expected.p80_gamma], searched)
      const model = { reproduction: fit.reproduction, dispersion }
      expectClose([shareOfCasesBehind(0.8, model)], [expected.p80_discrete], searched)
    },
  )
}

test('the share behind transmission by the gamma law ties its two ends together', () => {
  const cut = gammaQuantile(0.2, { shape: 1.5 })
  expect(shareOfInfectiousnessBehind(0.8, 0.5)).toBeCloseTo(
    gammaTails(cut, { shape: 0.5 }).upper,
    14,
  )
})

const chainFile = z.object({
  input: z.object({
    from: z.array(z.string()),
    to: z.array(z.string()),
    id: z.array(z.string()),
    dt_onset: z.array(z.string().nullable()),
  }),
  expected: z.object({
    n_contacts: z.number(),
    n_ids_in_contacts: z.number(),
    component_sizes: numbers,
    roots: z.array(z.string()),
    cases_with_two_or_more_infectors: z.array(z.string()),
    generation_counts: z.record(z.string(), z.number()),
    top_spreaders: z.record(z.string(), z.number()),
    serial_interval_days: z.array(z.number().nullable()),
    si: z.object({
      n: z.number(),
      mean: z.number(),
      sd: z.number(),
      median: z.number(),
      q: z.record(z.string(), z.number()),
      n_nonpositive: z.number(),
    }),
    fit_positive: z.object({
      gamma: z.object({ shape: z.number(), rate: z.number() }),
      gamma_logLik: z.number(),
      lognormal: z.object({ meanlog: z.number(), sdlog: z.number() }),
      lognormal_logLik: z.number(),
      weibull: z.object({ shape: z.number(), scale: z.number() }),
      weibull_logLik: z.number(),
    }),
    fit_all_normal: z.object({ mean: z.number(), sd: z.number() }),
  }),
})

function readChain(): z.infer<typeof chainFile> & {
  contacts: { from: string; to: string }[]
  intervals: (number | null)[]
} {
  const file = readGolden('chains/mers_korea_graph.json', chainFile)
  const contacts = file.input.from.map((from, i) => ({ from, to: file.input.to[i] ?? '' }))
  const onsets = new Map(
    file.input.id.flatMap((id, i) => {
      const onset = file.input.dt_onset[i]
      return onset === null || onset === undefined ? [] : [[id, Date.parse(onset) / 86_400_000]]
    }),
  )
  return { ...file, contacts, intervals: measureSerialIntervals(contacts, onsets) }
}

testAgainstReference('the picture of who infected whom equals the reference', () => {
  const { contacts, intervals, input, expected } = readChain()
  const graph = summariseContacts(contacts)
  expect(graph.contacts).toBe(expected.n_contacts)
  expect(graph.people).toBe(expected.n_ids_in_contacts)
  expect(graph.componentSizes).toEqual(expected.component_sizes)
  expect(graph.roots.toSorted()).toEqual(expected.roots.toSorted())
  expect(graph.withSeveralInfectors.toSorted()).toEqual(
    expected.cases_with_two_or_more_infectors.toSorted(),
  )
  expect(graph.generationCounts).toEqual(Object.values(expected.generation_counts))
  const top = Object.entries(expected.top_spreaders)
  expect(graph.spreaders.slice(0, top.length).map(({ id, infected }) => [id, infected])).toEqual(
    top,
  )
  expect(intervals).toEqual(expected.serial_interval_days)
  const fit = fitOffspring(tabulateOffspring(countOffspring(contacts, input.id)))
  expect(fit.cases).toBe(162)
})

testAgainstReference('serial intervals and the laws fitted to them equal the reference', () => {
  const { intervals, expected } = readChain()
  const known = intervals.filter((interval) => interval !== null)
  const { si, fit_positive: fits } = expected
  const summary = summariseIntervals(known)
  expect([summary.count, summary.notPositive]).toEqual([si.n, si.n_nonpositive])
  expectClose(
    [summary.mean, summary.sd, summary.median, summary.quantile025, summary.quantile25],
    [si.mean, si.sd, si.median, si.q['2.5%'] ?? null, si.q['25%'] ?? null],
  )
  expectClose(
    [summary.quantile75, summary.quantile975],
    [si.q['75%'] ?? null, si.q['97.5%'] ?? null],
  )
  const searched = { rel: 1e-4, abs: 1e-6 }
  const gamma = fitGammaInterval(known)
  expectClose([gamma.shape, gamma.rate], [fits.gamma.shape, fits.gamma.rate], searched)
  const lognormal = fitLognormalInterval(known)
  expectClose([lognormal.meanLog, lognormal.sdLog], [fits.lognormal.meanlog, fits.lognormal.sdlog])
  const weibull = fitWeibullInterval(known)
  expectClose([weibull.shape, weibull.scale], [fits.weibull.shape, fits.weibull.scale], searched)
  expectClose(
    [gamma.logLikelihood, lognormal.logLikelihood, weibull.logLikelihood],
    [fits.gamma_logLik, fits.lognormal_logLik, fits.weibull_logLik],
  )
  const normal = fitNormalInterval(known)
  expectClose([normal.mean, normal.sd], [expected.fit_all_normal.mean, expected.fit_all_normal.sd])
})
