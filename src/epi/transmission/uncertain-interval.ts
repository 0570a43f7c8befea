import { normalCdf, normalQuantile } from '../distributions/normal.ts'
import { requireFinite, requirePositive } from '../distributions/probability.ts'
import { EpiError } from '../epi-error.ts'
import { convolveIncidence } from './infectivity.ts'
import { requireWhole } from './input-check.ts'
import type { GammaMixture } from './posterior-quantile.ts'
import { reportMixtureQuantiles } from './posterior-quantile.ts'
import { RunningTotals } from './precise-sum.ts'
import type {
  Course,
  Incidence,
  ReproductionEstimate,
  ReproductionOptions,
  ReproductionPosterior,
} from './reproduction-number.ts'
import { firstEstimableDay, readCourse } from './reproduction-number.ts'
import type { Moments } from './serial-interval.ts'
import { checkWeights, discretiseSerialInterval, momentsOf } from './serial-interval.ts'

/** A normal law cut off at both ends. */
export type TruncatedNormal = {
  readonly mean: number
  readonly sd: number
  readonly least: number
  readonly most: number
}

/** What is known of a gamma serial interval whose mean and spread are themselves uncertain. */
export type UncertainInterval = {
  readonly mean: TruncatedNormal
  readonly sd: TruncatedNormal
  /** Equally likely values taken of the mean and of the sd. */
  readonly points?: { readonly mean: number; readonly sd: number }
}

export type UncertainResult = {
  readonly estimates: readonly ReproductionEstimate[]
  /** Averages over the serial intervals considered. */
  readonly moments: Moments
}

type Candidate = {
  readonly moments: Moments
  readonly infectivity: RunningTotals
  readonly firstDay: number
}

/**
 * R where the mean and the sd of the serial interval are uncertain. The reference draws serial intervals and then values
 * of R; this mixes the same posteriors exactly over a grid of equally likely means and sds, so there is no random error
 * and no seed, and two runs agree to the last digit.
 */
export function estimateWithUncertainInterval(
  incidence: Incidence,
  interval: UncertainInterval,
  options: ReproductionOptions = {},
): UncertainResult {
  const course = readCourse(incidence, options)
  const points = interval.points ?? { mean: 24, sd: 12 }
  requireWhole('points of the mean', points.mean, { least: 1, most: 200 })
  requireWhole('points of the sd', points.sd, { least: 1, most: 200 })
  if (interval.mean.least < 1)
    throw new EpiError('epi.bad_parameter', { name: 'least mean', value: interval.mean.least })
  if (interval.sd.least <= 0)
    throw new EpiError('epi.bad_parameter', { name: 'least sd', value: interval.sd.least })
  const means = spreadTruncated(interval.mean, points.mean)
  const sds = spreadTruncated(interval.sd, points.sd)
  const candidates = means.flatMap((mean) =>
    sds.map((sd) => {
      const weights = discretiseSerialInterval({ mean, sd }, course.days)
      return readCandidate(course, { weights, moments: { mean, sd }, firstDay: mean })
    }),
  )
  return mixCandidates(course, candidates)
}

/** R where the serial interval is one of several equally likely ones, for example draws from a fitted model. */
export function estimateWithSampledInterval(
  incidence: Incidence,
  samples: readonly (readonly number[])[],
  options: ReproductionOptions = {},
): UncertainResult {
  const course = readCourse(incidence, options)
  if (samples.length === 0) throw new EpiError('epi.empty_series', { name: 'samples' })
  const candidates = samples.map((sample) => {
    const weights = checkWeights(sample)
    const moments = momentsOf(weights)
    return readCandidate(course, {
      weights,
      moments,
      firstDay: firstEstimableDay(moments.mean, 'weights'),
    })
  })
  return mixCandidates(course, candidates)
}

type CandidateSource = {
  readonly weights: Float64Array
  readonly moments: Moments
  readonly firstDay: number
}

function readCandidate(course: Course, source: CandidateSource): Candidate {
  return {
    moments: source.moments,
    firstDay: source.firstDay,
    infectivity: new RunningTotals(convolveIncidence(course.total, source.weights)),
  }
}

function mixCandidates(course: Course, candidates: readonly Candidate[]): UncertainResult {
  const average = (of: (moments: Moments) => number): number =>
    candidates.reduce((sum, { moments }) => sum + of(moments), 0) / candidates.length
  return {
    moments: { mean: average(({ mean }) => mean), sd: average(({ sd }) => sd) },
    estimates: course.windows.map((window) => {
      // As in the reference, only serial intervals whose mean has passed speak for a window.
      const heard = candidates.filter(({ firstDay }) => window.lastDay > firstDay)
      if (heard.length === 0) return { ...window, posterior: null }
      const pressures = heard.map(({ infectivity }) =>
        infectivity.between(window.firstDay, window.lastDay),
      )
      return {
        ...window,
        posterior: describeMixture(
          {
            shape: course.prior.shape + course.localTotals.between(window.firstDay, window.lastDay),
            scales: Float64Array.from(pressures, (p) => 1 / (course.prior.rate + p)),
            weights: new Float64Array(heard.length).fill(1 / heard.length),
          },
          pressures.some((pressure) => pressure > 0),
        ),
      }
    }),
  }
}

function describeMixture(mixture: GammaMixture, hasEvidence: boolean): ReproductionPosterior {
  const { shape, scales, weights } = mixture
  let scale = 0
  let square = 0
  scales.forEach((value, i) => {
    scale += value * (weights[i] ?? 0)
    square += value * value * (weights[i] ?? 0)
  })
  const variance = shape * (shape + 1) * square - (shape * scale) ** 2
  return {
    mean: shape * scale,
    sd: Math.sqrt(Math.max(0, variance)),
    quantiles: reportMixtureQuantiles(mixture),
    hasEvidence,
  }
}

/** `count` equally likely values of a truncated normal law: the middles of as many slices of equal chance. */
function spreadTruncated(law: TruncatedNormal, count: number): number[] {
  const mean = requireFinite('mean', law.mean)
  const sd = requirePositive('sd', law.sd)
  const least = requireFinite('least', law.least)
  const most = requireFinite('most', law.most)
  if (!(least < most)) throw new EpiError('epi.bad_range', { least, most })
  const low = normalCdf((least - mean) / sd)
  const high = normalCdf((most - mean) / sd)
  // A law cut off far out in its own tail has no slices that can be told apart.
  if (!(high - low > 1e-9)) throw new EpiError('epi.bad_range', { least, most, mean, sd })
  return Array.from({ length: count }, (_, i) => {
    const value = mean + sd * normalQuantile(low + ((i + 0.5) / count) * (high - low))
    return Math.min(most, Math.max(least, value))
  })
}
