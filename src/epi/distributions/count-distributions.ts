import { EpiError } from '../epi-error.ts'
import { betaRatio, binomialTerm } from './incomplete-beta.ts'
import { gammaRatio, poissonTerm } from './incomplete-gamma.ts'
import { normalQuantile } from './normal.ts'
import {
  pairOf,
  requireFinite,
  requireNotNegative,
  requirePositive,
  requireProbability,
  requireWhole,
} from './probability.ts'
import type { ProbabilityPair, Tail, Tails } from './probability.ts'
import { searchCount } from './quantile-search.ts'

/** Cornish-Fisher guess: the mean, the spread and one step of skewness. */
function guessCount(p: ProbabilityPair, moments: readonly [number, number, number]): number {
  const [mean, spread, skewness] = moments
  const z = p.lower <= p.upper ? normalQuantile(p.lower) : normalQuantile(p.upper, 'upper')
  return Math.max(0, mean + spread * (z + (skewness * (z * z - 1)) / 6))
}

/** P(X <= k) and P(X > k) of a Poisson count. */
export function poissonTails(k: number, mean: number): Tails {
  requireNotNegative('mean', mean)
  const count = Math.floor(requireFinite('k', k))
  if (count < 0) return { lower: 0, upper: 1 }
  const { lower, upper } = gammaRatio(count + 1, mean)
  return { lower: upper, upper: lower }
}

export function poissonProbability(k: number, mean: number): number {
  requireNotNegative('mean', mean)
  return requireWhole('k', k) < 0 ? 0 : poissonTerm(k, mean)
}

export function poissonQuantile(p: number, mean: number, tail: Tail = 'lower'): number {
  requireNotNegative('mean', mean)
  const pair = pairOf(p, tail)
  if (pair.lower === 0 || mean === 0) return 0
  if (pair.upper === 0) return requireFinite('quantile', Infinity)
  const spread = Math.sqrt(mean)
  return searchCount(
    (k) => poissonTails(k, mean),
    pair,
    guessCount(pair, [mean, spread, 1 / spread]),
  )
}

/** Failures before the `size`-th success: mean is size (1 - prob) / prob. */
export interface NegativeBinomial {
  readonly size: number
  readonly prob: number
}

/** Mean and size (dispersion k of the trade): variance is mean + mean^2 / size. */
export function negativeBinomialOf(mean: number, size: number): NegativeBinomial {
  requireNotNegative('mean', mean)
  requirePositive('size', size)
  return { size, prob: size / (size + mean) }
}

function requireNegativeBinomial({ size, prob }: NegativeBinomial): void {
  requirePositive('size', size)
  requireProbability('prob', prob)
  if (prob === 0) throw new EpiError('epi.bad_parameter', { name: 'prob', value: 0 })
}

export function negativeBinomialTails(k: number, nb: NegativeBinomial): Tails {
  requireNegativeBinomial(nb)
  const count = Math.floor(requireFinite('k', k))
  if (count < 0) return { lower: 0, upper: 1 }
  return betaRatio({ a: nb.size, b: count + 1, x: nb.prob, y: 1 - nb.prob })
}

export function negativeBinomialProbability(k: number, nb: NegativeBinomial): number {
  requireNegativeBinomial(nb)
  if (requireWhole('k', k) < 0) return 0
  const { size, prob } = nb
  return (binomialTerm({ a: size, b: k, x: prob, y: 1 - prob }) * size) / (size + k)
}

export function negativeBinomialQuantile(
  p: number,
  nb: NegativeBinomial,
  tail: Tail = 'lower',
): number {
  requireNegativeBinomial(nb)
  const pair = pairOf(p, tail)
  if (pair.lower === 0 || nb.prob === 1) return 0
  if (pair.upper === 0) return requireFinite('quantile', Infinity)
  const miss = 1 - nb.prob
  const spread = Math.sqrt(nb.size * miss) / nb.prob
  const skewness = (2 - nb.prob) / Math.sqrt(nb.size * miss)
  // Three spreads of skew at most: with a tiny size the expansion runs off by orders of magnitude.
  const guess = guessCount(pair, [(nb.size * miss) / nb.prob, spread, Math.min(skewness, 3)])
  return searchCount((k) => negativeBinomialTails(k, nb), pair, guess)
}

export interface Binomial {
  readonly trials: number
  readonly prob: number
}

function requireBinomial({ trials, prob }: Binomial): void {
  requireNotNegative('trials', requireWhole('trials', trials))
  requireProbability('prob', prob)
}

export function binomialTails(k: number, binomial: Binomial): Tails {
  requireBinomial(binomial)
  const { trials, prob } = binomial
  const count = Math.floor(requireFinite('k', k))
  if (count < 0) return { lower: 0, upper: 1 }
  if (count >= trials) return { lower: 1, upper: 0 }
  const { lower, upper } = betaRatio({ a: count + 1, b: trials - count, x: prob, y: 1 - prob })
  return { lower: upper, upper: lower }
}

export function binomialProbability(k: number, binomial: Binomial): number {
  requireBinomial(binomial)
  const { trials, prob } = binomial
  if (requireWhole('k', k) < 0 || k > trials) return 0
  return binomialTerm({ a: k, b: trials - k, x: prob, y: 1 - prob })
}

export function binomialQuantile(p: number, binomial: Binomial, tail: Tail = 'lower'): number {
  requireBinomial(binomial)
  const { trials, prob } = binomial
  const pair = pairOf(p, tail)
  if (pair.lower === 0 || prob === 0 || trials === 0) return 0
  if (pair.upper === 0 || prob === 1) return trials
  const spread = Math.sqrt(trials * prob * (1 - prob))
  const guess = guessCount(pair, [trials * prob, spread, (1 - 2 * prob) / spread])
  return searchCount((k) => binomialTails(k, binomial), pair, Math.min(guess, trials))
}
