import { requirePositive } from '../distributions/probability.ts'
import { EpiError } from '../epi-error.ts'
import type { Window } from './estimation-window.ts'
import { checkWindows } from './estimation-window.ts'
import { convolveIncidence } from './infectivity.ts'
import { requireAmounts, requireSameLength } from './input-check.ts'
import { reportGammaQuantiles } from './posterior-quantile.ts'
import { RunningTotals } from './precise-sum.ts'
import type { Moments, SerialInterval } from './serial-interval.ts'
import { momentsOf, resolveSerialInterval } from './serial-interval.ts'

/** Cases infected here and cases infected elsewhere, by day of onset. */
export type Incidence = {
  readonly local: readonly number[]
  readonly imported?: readonly number[]
}

export type ReproductionPrior = { readonly mean: number; readonly sd: number }

export type ReproductionOptions = {
  readonly windows?: readonly Window[]
  /** Mean and standard deviation of R before any case is seen; 5 and 5 as in the reference. */
  readonly prior?: ReproductionPrior
}

export type ReproductionPosterior = {
  readonly mean: number
  readonly sd: number
  /** At the probabilities of `reportedProbabilities`. */
  readonly quantiles: readonly number[]
  /** False where no infectious person preceded the window: the posterior then only repeats the prior. */
  readonly hasEvidence: boolean
}

export type ReproductionEstimate = Window & {
  /** Null while the window ends within the mean serial interval (rule 10). */
  readonly posterior: ReproductionPosterior | null
}

export type ReproductionResult = {
  readonly estimates: readonly ReproductionEstimate[]
  /** Weights of day 0 up to the length of the series, as the reference returns them. */
  readonly weights: readonly number[]
  readonly moments: Moments
}

export type Course = {
  readonly days: number
  readonly total: Float64Array
  readonly localTotals: RunningTotals
  readonly windows: readonly Window[]
  readonly prior: { readonly shape: number; readonly rate: number }
}

/** More than there are people. */
const mostCases = 1e10

/** Checks a course of cases; everybody of day 1 counts as imported, because nobody here can have infected them (rule 10). */
export function readCourse(incidence: Incidence, options: ReproductionOptions): Course {
  const { local, imported } = incidence
  requireAmounts('local', local)
  const days = local.length
  if (imported !== undefined) {
    requireAmounts('imported', imported)
    requireSameLength('imported', imported.length, days)
  }
  if (days < 2) throw new EpiError('epi.too_few_points', { points: days, least: 2 })
  const infectedHere = Float64Array.from(local)
  const total = Float64Array.from(local)
  imported?.forEach((cases, day) => (total[day] = (total[day] ?? 0) + cases))
  infectedHere[0] = 0
  const prior = options.prior ?? { mean: 5, sd: 5 }
  const mean = requirePositive('prior mean', prior.mean)
  const sd = requirePositive('prior sd', prior.sd)
  const priorShape = (mean / sd) ** 2
  if (!(priorShape >= 0.001 && priorShape <= 1e9))
    throw new EpiError('epi.bad_parameter', { name: 'prior', mean, sd })
  const cases = total.reduce((sum, count) => sum + count, 0)
  if (cases > mostCases) throw new EpiError('epi.bad_parameter', { name: 'cases', value: cases })
  return {
    days,
    total,
    localTotals: new RunningTotals(infectedHere),
    windows: checkWindows(options.windows, days),
    prior: { shape: priorShape, rate: mean / sd ** 2 },
  }
}

/**
 * Instantaneous reproduction number with a known serial interval (Cori 2013): the posterior is a gamma law with shape
 * a + local cases of the window and rate 1/b + infectivity of the window.
 */
export function estimateReproduction(
  incidence: Incidence,
  interval: SerialInterval,
  options: ReproductionOptions = {},
): ReproductionResult {
  const course = readCourse(incidence, options)
  const weights = resolveSerialInterval(interval, course.days)
  const moments = momentsOf(weights)
  const infectivity = new RunningTotals(convolveIncidence(course.total, weights))
  const tooEarly = firstEstimableDay(moments.mean, interval.kind)
  const known = new Map<number, number[]>()
  const estimates = course.windows.map(({ firstDay, lastDay }): ReproductionEstimate => {
    if (lastDay <= tooEarly) return { firstDay, lastDay, posterior: null }
    const shape = course.prior.shape + course.localTotals.between(firstDay, lastDay)
    const pressure = infectivity.between(firstDay, lastDay)
    // Windows with equally many cases share their quantiles up to the scale.
    let unit = known.get(shape)
    if (unit === undefined) {
      unit = reportGammaQuantiles(shape)
      known.set(shape, unit)
    }
    const posterior = scalePosterior({ shape, pressure, unit }, course.prior.rate)
    return { firstDay, lastDay, posterior }
  })
  return { estimates, weights: padWeights(weights, course.days), moments }
}

type UnitPosterior = {
  readonly shape: number
  readonly pressure: number
  /** Quantiles at scale 1. */
  readonly unit: readonly number[]
}

function scalePosterior(own: UnitPosterior, priorRate: number): ReproductionPosterior {
  const scale = 1 / (priorRate + own.pressure)
  const quantiles = own.unit.slice()
  for (let i = 0; i < quantiles.length; i++) quantiles[i] = (quantiles[i] ?? 0) * scale
  return {
    mean: own.shape * scale,
    sd: Math.sqrt(own.shape) * scale,
    quantiles,
    hasEvidence: own.pressure > 0,
  }
}

/**
 * A window must end after this day. The parametric weights sum with an error in the last digits that in the reference is
 * always upward, so that a day equal to a whole mean counts as too early.
 */
export function firstEstimableDay(mean: number, kind: SerialInterval['kind']): number {
  return kind === 'gamma' ? mean * (1 + 1e-11) : mean
}

function padWeights(weights: Float64Array, days: number): number[] {
  const padded = new Float64Array(Math.max(weights.length, days + 1))
  padded.set(weights)
  return Array.from(padded)
}
