import { EpiError } from '../epi-error.ts'
import type { Interval } from './dispersion-fit.ts'
import { dispersionRange, findProfileInterval, maximiseDispersion } from './dispersion-fit.ts'
import { requireCounts, requireSameLength } from './input-check.ts'

export type OffspringFit = {
  readonly cases: number
  readonly reproduction: number
  /** Null when the counts are no more dispersed than Poisson counts. */
  readonly dispersion: number | null
  readonly logLikelihood: number
  readonly reproductionInterval: Interval
  readonly dispersionInterval: Interval
  readonly logLikelihoodPoisson: number
  readonly logLikelihoodGeometric: number
}

/** How many cases (frequency) infected how many people (value). */
export type OffspringTable = {
  readonly values: readonly number[]
  readonly frequencies: readonly number[]
}

export function tabulateOffspring(offspring: readonly number[]): OffspringTable {
  requireCounts('offspring', offspring)
  const table = new Map<number, number>()
  for (const count of offspring) table.set(count, (table.get(count) ?? 0) + 1)
  const values = [...table.keys()].sort((a, b) => a - b)
  return { values, frequencies: values.map((value) => table.get(value) ?? 0) }
}

const mostOffspring = 10_000

/** Negative-binomial maximum likelihood with 95 % profile intervals (Lloyd-Smith 2005). */
export function fitOffspring(table: OffspringTable): OffspringFit {
  const tally = checkTable(table)
  const { cases, infected } = tally
  const mean = infected / cases
  const dispersion = maximiseDispersion({
    value: (k) => logLikelihood(tally, { mean, k }),
    slope: (k) => slopeOfDispersion(tally, { mean, k }),
  })
  const atTop = dispersion ?? dispersionRange.most
  const poisson = logLikelihoodPoisson(tally, mean)
  const greatest = dispersion === null ? poisson : logLikelihood(tally, { mean, k: dispersion })
  return {
    cases,
    reproduction: mean,
    dispersion,
    logLikelihood: greatest,
    reproductionInterval: findProfileInterval((m) => profileOfMean(tally, m), {
      top: mean,
      least: mean / 1e6,
      most: mean * 1e6,
      greatest,
    }),
    dispersionInterval: findProfileInterval((k) => logLikelihood(tally, { mean, k }), {
      ...dispersionRange,
      top: atTop,
      greatest,
    }),
    logLikelihoodPoisson: poisson,
    logLikelihoodGeometric: logLikelihood(tally, { mean, k: 1 }),
  }
}

type Tally = OffspringTable & {
  readonly cases: number
  readonly infected: number
  /** tail[i] = number of cases with more than i offspring: sums over offspring become sums over i. */
  readonly tail: Float64Array
  readonly logFactorials: number
}

type Point = { readonly mean: number; readonly k: number }

function checkTable(table: OffspringTable): Tally {
  const { values, frequencies } = table
  requireCounts('values', values)
  requireCounts('frequencies', frequencies)
  requireSameLength('frequencies', frequencies.length, values.length)
  const highest = values.reduce((most, value) => Math.max(most, value), 0)
  if (highest > mostOffspring)
    throw new EpiError('epi.bad_parameter', { name: 'offspring', value: highest })
  const tail = new Float64Array(highest)
  let cases = 0
  let infected = 0
  values.forEach((value, at) => {
    const frequency = frequencies[at] ?? 0
    cases += frequency
    infected += frequency * value
    if (value > 0) tail[value - 1] = (tail[value - 1] ?? 0) + frequency
  })
  for (let i = highest - 2; i >= 0; i--) tail[i] = (tail[i] ?? 0) + (tail[i + 1] ?? 0)
  if (infected === 0) throw new EpiError('epi.not_estimable', { reason: 'nobody infected anybody' })
  const logFactorials = tail.reduce((sum, count, i) => sum + count * Math.log(i + 1), 0)
  return { values, frequencies, cases, infected, tail, logFactorials }
}

function logLikelihood(tally: Tally, { mean, k }: Point): number {
  let sum = -tally.logFactorials - tally.cases * k * Math.log1p(mean / k)
  sum += tally.infected * Math.log(mean / (mean + k))
  for (let i = 0; i < tally.tail.length; i++) sum += (tally.tail[i] ?? 0) * Math.log(k + i)
  return sum
}

function slopeOfDispersion(tally: Tally, { mean, k }: Point): number {
  let sum = -tally.cases * Math.log1p(mean / k)
  sum += (tally.cases * mean - tally.infected) / (mean + k)
  for (let i = 0; i < tally.tail.length; i++) sum += (tally.tail[i] ?? 0) / (k + i)
  return sum
}

function logLikelihoodPoisson(tally: Tally, mean: number): number {
  return tally.infected * Math.log(mean) - tally.cases * mean - tally.logFactorials
}

function profileOfMean(tally: Tally, mean: number): number {
  const k = maximiseDispersion({
    value: (k) => logLikelihood(tally, { mean, k }),
    slope: (k) => slopeOfDispersion(tally, { mean, k }),
  })
  return k === null ? logLikelihoodPoisson(tally, mean) : logLikelihood(tally, { mean, k })
}
