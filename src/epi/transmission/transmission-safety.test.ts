import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitChainSizes } from './chain-size-fit.ts'
import { estimateCohortReproduction } from './cohort-reproduction.ts'
import { summariseContacts } from './contact-graph.ts'
import { expectClose } from './golden-file.fixture.ts'
import {
  convertGrowthByWeights,
  convertGrowthToReproduction,
  estimateGrowthRate,
  fitLogLinearGrowth,
} from './growth-rate.ts'
import { computeOverallInfectivity } from './infectivity.ts'
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
import { estimateReproduction } from './reproduction-number.ts'
import { discretiseSerialInterval } from './serial-interval.ts'
import { anyNumber, anySeries, expectSound } from './sound-answer.fixture.ts'
import { estimateWithSampledInterval, estimateWithUncertainInterval } from './uncertain-interval.ts'

const law = { kind: 'gamma', mean: 5, sd: 2 } as const
const runs = { numRuns: 300 }

const fourNumbers = fc.tuple(anyNumber, anyNumber, anyNumber, anyNumber)

test('whatever series is given, reproduction numbers are finite or refused', () => {
  const property = fc.property(anySeries, anySeries, anySeries, (local, imported, weights) => {
    expectSound(() => estimateReproduction({ local }, law))
    expectSound(() => estimateReproduction({ local, imported }, law))
    expectSound(() => estimateReproduction({ local }, { kind: 'weights', weights }))
    expectSound(() => estimateCohortReproduction(local, law, { withSpread: true }))
    expectSound(() => estimateCohortReproduction(local, { kind: 'weights', weights }))
    expectSound(() => estimateWithSampledInterval({ local }, [weights, [0, 0.5, 0.5]]))
    expectSound(() => computeOverallInfectivity(local, weights))
  })
  fc.assert(property, runs)
})

test('whatever parameters are given, reproduction numbers and serial intervals are finite or refused', () => {
  const local = [3, 1, 0, 2, 5, 8, 2, 9, 4, 7, 3, 1]
  const property = fc.property(fourNumbers, ([a, b, c, d]) => {
    expectSound(() => discretiseSerialInterval({ mean: a, sd: b }, 50))
    const windows = [{ firstDay: c, lastDay: d }]
    expectSound(() =>
      estimateReproduction({ local }, { kind: 'gamma', mean: a, sd: b }, { windows }),
    )
    expectSound(() => estimateReproduction({ local }, law, { prior: { mean: a, sd: b } }))
    const sd = { mean: 2, sd: 0.5, least: 1, most: 3 }
    const points = { mean: 3, sd: 2 }
    const mean = { mean: a, sd: b, least: c, most: d }
    expectSound(() => estimateWithUncertainInterval({ local }, { mean, sd, points }))
    expectSound(() =>
      estimateWithUncertainInterval({ local }, { mean: { ...sd, mean: 4 }, sd: mean, points }),
    )
    expectSound(() => convertGrowthToReproduction(a, { mean: b, sd: c }))
    expectSound(() => convertGrowthByWeights(a, [0, 0.3, 0.7]))
  })
  fc.assert(property, runs)
})

test('whatever counts are given, growth, offspring and chain fits are finite or refused', () => {
  const property = fc.property(anySeries, (series) => {
    expectSound(() => estimateGrowthRate(series))
    expectSound(() => fitLogLinearGrowth(series))
    expectSound(() => fitOffspring(tabulateOffspring(series)))
    expectSound(() => fitChainSizes(series))
    expectSound(() => fitChainSizes(series.map((size) => size + 1)))
    for (const fit of [fitGammaInterval, fitLognormalInterval, fitWeibullInterval])
      expectSound(() => fit(series))
    expectSound(() => fitNormalInterval(series))
    expectSound(() => summariseIntervals(series))
  })
  fc.assert(property, { numRuns: 150 })
})

test('whatever model is given, its shares and chances are finite or refused', () => {
  const property = fc.property(anyNumber, anyNumber, anyNumber, (reproduction, dispersion, c) => {
    const model = { reproduction, dispersion }
    expectSound(() => extinctionProbability({ ...model, introductions: c }))
    expectSound(() => extinctionProbability(model))
    expectSound(() => listChainSizeProbabilities(model, 20))
    expectSound(() => shareOfInfectiousnessBehind(c, dispersion))
    if (!(reproduction > 1_000)) expectSound(() => shareOfCasesBehind(c, model))
  })
  fc.assert(property, { numRuns: 150 })
})

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')

test('everybody named in a contact is in one part and in at most one generation', () => {
  const contacts = fc.array(fc.record({ from: id, to: id }), { maxLength: 30 })
  const property = fc.property(contacts, (rows) => {
    const graph = summariseContacts(rows)
    expect(graph.componentSizes.reduce((sum, size) => sum + size, 0)).toBe(graph.people)
    const placed = graph.generationCounts.reduce((sum, count) => sum + count, 0)
    expect(placed + graph.withoutGeneration).toBe(graph.people)
  })
  fc.assert(property)
})

test('a chain-size law adds up to the chance of extinction', () => {
  const model = { reproduction: 1.5, dispersion: 0.4 }
  const listed = listChainSizeProbabilities(model, 800)
  const sum = listed.reduce((total, chance) => total + chance, 0)
  expect(sum).toBeCloseTo(extinctionProbability(model), 9)
})

test('scaling all cases leaves the cohort reproduction number as it was', () => {
  const counts = fc.array(fc.nat({ max: 40 }), { minLength: 10, maxLength: 40 })
  const property = fc.property(counts, fc.integer({ min: 2, max: 9 }), (series, factor) => {
    const once = estimateCohortReproduction(series, law).estimates
    const scaled = estimateCohortReproduction(
      series.map((count) => count * factor),
      law,
    ).estimates
    expectClose(
      scaled.map(({ mean }) => mean),
      once.map(({ mean }) => mean),
    )
  })
  fc.assert(property)
})

test('more local cases in a window never lower the estimate of R for that window alone', () => {
  const counts = fc.array(fc.nat({ max: 20 }), { minLength: 12, maxLength: 30 })
  const property = fc.property(counts, (series) => {
    const last = series.length
    const windows = [{ firstDay: last, lastDay: last }]
    const more = series.with(last - 1, (series[last - 1] ?? 0) + 1)
    const [before] = estimateReproduction({ local: series }, law, { windows }).estimates
    const [after] = estimateReproduction({ local: more }, law, { windows }).estimates
    expect(after?.posterior?.mean ?? 0).toBeGreaterThan(before?.posterior?.mean ?? 0)
  })
  fc.assert(property)
})

test('a million days are answered within seconds and without a number that is none', () => {
  const local = Array.from({ length: 1_000_000 }, (_, day) => (day * 7_919) % 13)
  const { estimates } = estimateReproduction({ local }, law)
  expect(estimates.length).toBe(999_993)
  expect(estimates.some(({ posterior }) => posterior !== null && !(posterior.mean > 0))).toBe(false)
  const { estimates: cohorts } = estimateCohortReproduction(local.slice(0, 100_000), law)
  expect(cohorts.every(({ mean }) => Number.isFinite(mean))).toBe(true)
})
