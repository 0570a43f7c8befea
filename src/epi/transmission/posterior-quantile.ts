import { gammaQuantile } from '../distributions/gamma.ts'
import { gammaRatio, poissonTerm } from '../distributions/incomplete-gamma.ts'
import { normalQuantile } from '../distributions/normal.ts'

/** The probabilities whose quantiles every estimate reports, in this order. */
export const reportedProbabilities = [0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975] as const

const normalScores = reportedProbabilities.map((p) => normalQuantile(p))

/** From this shape on the cube-root start is so good that two cubic steps reach the last digit. */
const leastSmoothShape = 3

/** Reported quantiles of a gamma law of scale 1. */
export function reportGammaQuantiles(shape: number): number[] {
  return reportedProbabilities.map((p, at) =>
    shape < leastSmoothShape
      ? gammaQuantile(p, { shape })
      : refineQuantile({ shape, p, z: normalScores[at] ?? 0 }),
  )
}

type Target = { readonly shape: number; readonly p: number; readonly z: number }

function refineQuantile({ shape, p, z }: Target): number {
  let x = shape * (1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3
  for (let round = 0; round < 8; round++) {
    const { lower, upper } = gammaRatio(shape, x)
    const miss = p <= 0.5 ? lower - p : 1 - p - upper
    const newton = (miss * x) / (shape * poissonTerm(shape, x))
    // Halley: the curvature of a gamma distribution function is (a-1)/x - 1 times its density.
    const step = newton / (1 - 0.5 * newton * ((shape - 1) / x - 1))
    if (!(Math.abs(step) < x)) break
    x -= step
    // A cubic step of relative size 3e-6 leaves an error below the last digit.
    if (Math.abs(step) < 3e-6 * x) return x
  }
  return gammaQuantile(p, { shape })
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
