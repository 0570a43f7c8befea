import { gammaRatio, poissonTerm } from '../distributions/incomplete-gamma.ts'
import { requirePositive } from '../distributions/probability.ts'
import { EpiError } from '../epi-error.ts'
import { requireAmounts, requireWhole } from './input-check.ts'
import { sumPrecisely } from './precise-sum.ts'

export type Moments = { readonly mean: number; readonly sd: number }

/** Days between the onsets of infector and infectee: a gamma law shifted by one day, or weights of day 0, 1, 2, ... */
export type SerialInterval =
  | ({ readonly kind: 'gamma' } & Moments)
  | { readonly kind: 'weights'; readonly weights: readonly number[] }

/** Below this the gamma tail cannot move a sum of counts in any digit that is kept. */
const negligible = 1e-18

const leastShape = 1e-9
const mostShape = 1e9

/**
 * Chance of a serial interval of 0, 1, ... days-1 days when it is 1 + a gamma law (rule 10, Cori 2013): the second
 * difference of the integral of its distribution function. Beyond the mean the upper tails are used, which keeps digits
 * that the reference loses to cancellation.
 */
export function discretiseSerialInterval(moments: Moments, days: number): Float64Array {
  requireWhole('days', days, { least: 1, most: 1_000_000 })
  const sd = requirePositive('sd', moments.sd)
  if (!(requirePositive('mean', moments.mean) > 1))
    throw new EpiError('epi.bad_parameter', { name: 'mean', value: moments.mean, allowed: '> 1' })
  const shape = ((moments.mean - 1) / sd) ** 2
  const scale = sd ** 2 / (moments.mean - 1)
  // Without spread to speak of it is no gamma law any more but a fixed day: give weights instead.
  if (!(shape > leastShape) || !(shape < mostShape) || !(scale > 0) || !Number.isFinite(scale))
    throw new EpiError('epi.bad_parameter', { name: 'sd', value: sd })
  const weights = new Float64Array(days)
  let before = tailsAt(-1, { shape, scale })
  let middle = tailsAt(0, { shape, scale })
  for (let day = 1; day < days; day++) {
    if (before.upper < negligible) break
    const after = tailsAt(day, { shape, scale })
    // All three terms must come from one side; on the day after the mean the lower one is no longer kept.
    const isBeyondMean = day > shape * scale
    const weight = isBeyondMean
      ? secondDifference(before.upperTerm, middle.upperTerm, after.upperTerm)
      : secondDifference(before.lowerTerm, middle.lowerTerm, after.lowerTerm)
    weights[day] = Math.max(0, weight)
    before = middle
    middle = after
  }
  return weights
}

type GammaLaw = { readonly shape: number; readonly scale: number }
type IntegralTerms = {
  readonly upper: number
  readonly lowerTerm: number
  readonly upperTerm: number
}

/** Integral of the distribution function up to x, and of the survival function from x on. */
function tailsAt(x: number, { shape, scale }: GammaLaw): IntegralTerms {
  if (x <= 0) return { upper: 1, lowerTerm: 0, upperTerm: shape * scale - x }
  const at = x / scale
  const own = gammaRatio(shape, at)
  // The law one shape larger differs by one term; below the mean the difference would lose digits.
  const next =
    at > shape ? { lower: 0, upper: own.upper + poissonTerm(shape, at) } : gammaRatio(shape + 1, at)
  return {
    upper: own.upper,
    lowerTerm: x * own.lower - shape * scale * next.lower,
    upperTerm: shape * scale * next.upper - x * own.upper,
  }
}

function secondDifference(before: number, middle: number, after: number): number {
  return before - middle - (middle - after)
}

/** Furthest the weights' sum may be from 1, as in the reference. */
const sumSlack = 0.01

/** Weights of day 0, 1, ... checked and without the zeros at their end. */
export function checkWeights(weights: ArrayLike<number>): Float64Array {
  requireAmounts('weights', weights)
  const all = Float64Array.from(weights)
  if (all[0] !== 0)
    throw new EpiError('epi.bad_parameter', { name: 'weight of day 0', value: all[0] ?? 0 })
  const total = sumPrecisely(all)
  if (Math.abs(total - 1) > sumSlack)
    throw new EpiError('epi.bad_parameter', { name: 'sum of weights', value: total, allowed: '1' })
  let length = all.length
  while (length > 0 && all[length - 1] === 0) length--
  return all.slice(0, length)
}

/** The weights that apply to a series of so many days, without the zeros at their end. */
export function resolveSerialInterval(interval: SerialInterval, days: number): Float64Array {
  if (interval.kind === 'weights') return checkWeights(interval.weights)
  const weights = discretiseSerialInterval(interval, days)
  let length = days
  while (length > 0 && weights[length - 1] === 0) length--
  return weights.slice(0, length)
}

export function momentsOf(weights: Float64Array): Moments {
  const mean = sumPrecisely(weights.map((weight, day) => weight * day))
  const square = sumPrecisely(weights.map((weight, day) => weight * day * day))
  return { mean, sd: Math.sqrt(Math.max(0, square - mean * mean)) }
}
