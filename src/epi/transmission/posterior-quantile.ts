import { gammaQuantile } from '../distributions/gamma.ts'
import { gammaRatio, poissonTerm } from '../distributions/incomplete-gamma.ts'
import { normalQuantile } from '../distributions/normal.ts'
import { EpiError } from '../epi-error.ts'

/** The probabilities whose quantiles every estimate reports, in this order. */
export const reportedProbabilities = [0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975] as const

const normalScores = reportedProbabilities.map((p) => normalQuantile(p))

/** Below this shape the density is too steep at 0 for the hops; the general quantile is used. */
const leastSmoothShape = 3

/** Where the law is known: the distribution function and the density at x. */
type Anchor = { readonly x: number; readonly lower: number; readonly density: number }

/**
 * Reported quantiles of a gamma law of scale 1. The distribution function is worked out once, at the median; the other
 * quantiles are reached from there by Taylor hops, which cost a tenth of an incomplete gamma function each.
 */
export function reportGammaQuantiles(shape: number): number[] {
  if (shape < leastSmoothShape) return reportedProbabilities.map((p) => gammaQuantile(p, { shape }))
  const quantiles = reportedProbabilities.map(() => 0)
  const start = guessQuantile(shape, 0)
  const median = settle(shape, 0.5, {
    x: start,
    lower: gammaRatio(shape, start).lower,
    density: (poissonTerm(shape, start) * shape) / start,
  })
  const middle = reportedProbabilities.indexOf(0.5)
  quantiles[middle] = median.x
  for (const direction of [-1, 1]) {
    let anchor = median
    for (let at = middle + direction; at >= 0 && at < quantiles.length; at += direction) {
      const guess = guessQuantile(shape, normalScores[at] ?? 0)
      anchor = settle(shape, reportedProbabilities[at] ?? 0.5, hop(shape, anchor, guess))
      quantiles[at] = anchor.x
    }
  }
  return quantiles
}

/** Wilson & Hilferty 1931: the cube root of a gamma variable is nearly normal. */
function guessQuantile(shape: number, score: number): number {
  const root = 1 - 1 / (9 * shape) + score / (3 * Math.sqrt(shape))
  return shape * root * root * root
}

/** A step this small, in standard deviations, leaves an error of its fifth power: below 1e-14. */
const smallStep = 1e-3

/** Moves an anchor near the quantile onto it, by the inverse Taylor series of fourth order. */
function settle(shape: number, p: number, near: Anchor): Anchor {
  const spread = Math.sqrt(shape)
  let anchor = near
  for (let round = 0; round < 50; round++) {
    const u = (p - anchor.lower) / anchor.density
    const { x } = anchor
    // First to third derivative of the logarithm of the density.
    const d1 = (shape - 1) / x - 1
    const d2 = -(shape - 1) / (x * x)
    const d3 = (-2 * d2) / x
    const c3 = (2 * d1 * d1 - d2) / 6
    const c4 = (7 * d1 * d2 - 6 * d1 * d1 * d1 - d3) / 24
    const series = u * (1 + u * (-d1 / 2 + u * (c3 + u * c4)))
    // Far from the quantile the series may point anywhere; half a standard deviation is always safe.
    const most = Math.min(0.5 * spread, 0.5 * x)
    const step = Math.max(-most, Math.min(most, series))
    anchor = hop(shape, anchor, x + step)
    if (Math.abs(step) < smallStep * spread) return anchor
  }
  throw new EpiError('epi.no_convergence', { name: 'quantile', shape, p })
}

const reciprocals = Float64Array.from({ length: 402 }, (_, k) => 1 / Math.max(1, k))

/** Distribution function and density at another x, by the Taylor series that the density's own equation gives. */
function hop(shape: number, from: Anchor, x: number): Anchor {
  const h = x - from.x
  const ratio = h / from.x
  if (Math.abs(ratio) > 0.6) {
    const half = from.x * (1 + 0.5 * Math.sign(ratio))
    return hop(shape, hop(shape, from, half), x)
  }
  const base = shape - 1 - from.x
  const square = h * ratio
  let before = 0
  let term = 1
  let density = 1
  let integral = 1
  for (let k = 0; k < 400; k++) {
    const reciprocal = reciprocals[k + 1] ?? 0
    const next = ((base - k) * ratio * term - square * before) * reciprocal
    before = term
    term = next
    density += term
    integral += term * (reciprocals[k + 2] ?? 0)
    if (Math.abs(term) + Math.abs(before) < 1e-17) break
  }
  return {
    x,
    lower: from.lower + from.density * h * integral,
    density: from.density * density,
  }
}

/** Gamma laws of one shape and several scales, each with its weight: what an uncertain serial interval leads to. */
export type GammaMixture = {
  readonly shape: number
  readonly scales: Float64Array
  readonly weights: Float64Array
}

export function reportMixtureQuantiles(mixture: GammaMixture): number[] {
  const pure = reportGammaQuantiles(mixture.shape)
  const low = mixture.scales.reduce((least, scale) => Math.min(least, scale), Infinity)
  const high = mixture.scales.reduce((most, scale) => Math.max(most, scale), 0)
  const mean = mixture.scales.reduce((sum, s, i) => sum + s * (mixture.weights[i] ?? 0), 0)
  return reportedProbabilities.map((p, at) => {
    const quantile = pure[at] ?? 0
    return solveMixture(mixture, {
      p,
      at: quantile * mean,
      low: quantile * low,
      high: quantile * high,
    })
  })
}

type Start = {
  readonly p: number
  readonly at: number
  readonly low: number
  readonly high: number
}

/** Newton inside a bracket that only shrinks: the mixture's quantile lies between those of its extreme scales. */
function solveMixture(mixture: GammaMixture, start: Start): number {
  let { at: x, low, high } = start
  for (let round = 0; round < 100; round++) {
    const { lower, density } = measureMixture(mixture, x)
    const miss = lower - start.p
    if (miss > 0) high = x
    else low = x
    let next = x - miss / density
    if (!(next >= low && next <= high)) next = (low + high) / 2
    const moved = Math.abs(next - x)
    x = next
    if (moved <= 1e-12 * x) return x
  }
  return x
}

function measureMixture(mixture: GammaMixture, x: number): { lower: number; density: number } {
  const { shape, scales, weights } = mixture
  let lower = 0
  let density = 0
  for (let i = 0; i < scales.length; i++) {
    const weight = weights[i] ?? 0
    const at = x / (scales[i] ?? 1)
    lower += weight * gammaRatio(shape, at).lower
    density += weight * poissonTerm(shape, at)
  }
  return { lower, density: (density * shape) / x }
}
