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
  const total = Float64Array.from(local, (cases, day) => cases + (imported?.[day] ?? 0))
  const infectedHere = Float64Array.from(local)
  infectedHere[0] = 0
  const prior = options.prior ?? { mean: 5, sd: 5 }
  const mean = requirePositive('prior mean', prior.mean)
  const sd = requirePositive('prior sd', prior.sd)
  return {
    days,
    total,
    localTotals: new RunningTotals(infectedHere),
    windows: checkWindows(options.windows, days),
    prior: { shape: (mean / sd) ** 2, rate: mean / sd ** 2 },
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
  const firstDay = firstEstimableDay(moments.mean, interval.kind)
  const known = new Map<number, number[]>()
  const estimates = course.windows.map((window): ReproductionEstimate => {
    if (window.lastDay <= firstDay) return { ...window, posterior: null }
    const cases = course.localTotals.between(window.firstDay, window.lastDay)
    const pressure = infectivity.between(window.firstDay, window.lastDay)
    const shape = course.prior.shape + cases
    const scale = 1 / (course.prior.rate + pressure)
    // Windows with equally many cases share their quantiles up to the scale.
    const unit = known.get(shape) ?? reportGammaQuantiles(shape)
    known.set(shape, unit)
    const posterior = {
      mean: shape * scale,
      sd: Math.sqrt(shape) * scale,
      quantiles: unit.map((quantile) => quantile * scale),
      hasEvidence: pressure > 0,
    }
    return { ...window, posterior }
  })
  return { estimates, weights: padWeights(weights, course.days), moments }
}

/**
 * A window must end after this day. The parametric weights sum with an error in the last digits that in the reference is
 * always upward, so that a day equal to a whole mean counts as too early.
 */
export function firstEstimableDay(mean: number, kind: SerialInterval['kind']): number {
  return kind === 'gamma' ? mean * (1 + 1e-11) : mean
}

function padWeights(weights: Float64Array, days: number): number[] {
  const padded = Array.from(weights)
  while (padded.length < days + 1) padded.push(0)
  return padded
}
