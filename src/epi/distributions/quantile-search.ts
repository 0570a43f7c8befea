import { EpiError } from '../epi-error.ts'
import type { ProbabilityPair, Tails } from './probability.ts'

/** A distribution on a stretched axis u (log x, logit x): both tails and the density per unit of u. */
export interface StretchedDistribution {
  tails(u: number): Tails
  density(u: number): number
}

interface Miss {
  readonly value: number
  readonly slope: number
}

/** log F - log p (or the upper tail when that is the small one): nearly straight in u, so Newton runs few steps. */
function missAt(distribution: StretchedDistribution, p: ProbabilityPair, u: number): Miss {
  const { lower, upper } = distribution.tails(u)
  const density = distribution.density(u)
  if (p.lower <= p.upper) {
    return lower > 0
      ? { value: Math.log(lower / p.lower), slope: density / lower }
      : { value: -Infinity, slope: 0 }
  }
  return upper > 0
    ? { value: -Math.log(upper / p.upper), slope: density / upper }
    : { value: Infinity, slope: 0 }
}

/** The u with F(u) = p by Newton inside a bracket that only shrinks: it cannot run away, whatever the shape. */
export function solveQuantile(
  distribution: StretchedDistribution,
  p: ProbabilityPair,
  start: { readonly at: number; readonly low: number; readonly high: number },
): number {
  let { low, high } = start
  let u = Math.min(Math.max(start.at, low), high)
  for (let step = 0; step < 400; step += 1) {
    const miss = missAt(distribution, p, u)
    if (miss.value === 0) return u
    if (miss.value > 0) high = u
    else low = u
    let next = u - miss.value / miss.slope
    if (!(next > low && next < high)) next = 0.5 * (low + high)
    const moved = Math.abs(next - u)
    u = next
    if (moved <= 4e-15 * Math.max(1, Math.abs(u)) || high - low <= 1e-15 * Math.abs(u)) return u
  }
  throw new EpiError('epi.no_convergence', { where: 'quantile' })
}

/** Left-continuity slack of the reference (8 machine steps): a quantile exactly on a step is not pushed one up. */
const slack = 8 * Number.EPSILON

/** Smallest whole k >= 0 with P(X <= k) >= p, found from a good guess by doubling steps and halving. */
export function searchCount(
  tails: (k: number) => Tails,
  p: ProbabilityPair,
  guess: number,
): number {
  const reached = (k: number): boolean => {
    const { lower, upper } = tails(k)
    return p.lower <= 0.5 ? lower >= p.lower * (1 - slack) : upper <= p.upper + slack * p.lower
  }
  let high = Math.max(0, Math.floor(guess))
  let step = 1
  let low = -1
  if (reached(high)) {
    low = high - step
    while (low >= 0 && reached(low)) {
      high = low
      step *= 2
      low = high - step
    }
    low = Math.max(low, -1)
  } else {
    low = high
    high = low + step
    while (!reached(high)) {
      low = high
      step *= 2
      high = low + step
      if (high > Number.MAX_SAFE_INTEGER)
        throw new EpiError('epi.no_convergence', { where: 'count quantile' })
    }
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (reached(middle)) high = middle
    else low = middle
  }
  return high
}
