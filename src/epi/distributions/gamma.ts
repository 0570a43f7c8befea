import { gammaRatio, poissonTerm } from './incomplete-gamma.ts'
import { logGamma } from './log-gamma.ts'
import { normalQuantile } from './normal.ts'
import { pairOf, requireFinite, requirePositive } from './probability.ts'
import type { ProbabilityPair, Tail, Tails } from './probability.ts'
import { solveQuantile } from './quantile-search.ts'

export interface GammaShape {
  readonly shape: number
  /** Mean is shape x scale; 1 when left out. */
  readonly scale?: number
}

function scaleOf({ shape, scale = 1 }: GammaShape): number {
  requirePositive('shape', shape)
  return requirePositive('scale', scale)
}

export function gammaTails(x: number, gamma: GammaShape): Tails {
  const scale = scaleOf(gamma)
  return gammaRatio(gamma.shape, requireFinite('x', x) / scale)
}

export function gammaCdf(x: number, gamma: GammaShape): number {
  return gammaTails(x, gamma).lower
}

/** Density; at x = 0 with shape < 1 it has no finite value and is refused. */
export function gammaDensity(x: number, gamma: GammaShape): number {
  const scale = scaleOf(gamma)
  if (requireFinite('x', x) < 0) return 0
  if (x === 0) {
    if (gamma.shape > 1) return 0
    return requireFinite('density', gamma.shape === 1 ? 1 / scale : Infinity)
  }
  // Divided by x and not by scale: the term is that of a Poisson count of size `shape`.
  return (poissonTerm(gamma.shape, x / scale) * gamma.shape) / x
}

/** log of the quantile for small x, where P(a, x) is x^a / Gamma(a + 1). */
function smallLogQuantile(shape: number, p: ProbabilityPair): number {
  return (Math.log(p.lower) + logGamma(shape + 1)) / shape
}

function guessLogQuantile(shape: number, p: ProbabilityPair): number {
  const small = smallLogQuantile(shape, p)
  const z = p.lower <= p.upper ? normalQuantile(p.lower) : normalQuantile(p.upper, 'upper')
  const cube = 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))
  // Wilson-Hilferty where it holds; below it the first term of the series; far above, the exponential tail.
  if (shape < 0.5 || cube < 0.2)
    return p.lower < 0.9 ? Math.min(small, 5) : Math.log(-Math.log(p.upper) + 1e-9)
  return Math.log(shape) + 3 * Math.log(cube)
}

/** x with P(X <= x) = p; right for shapes from 0.001 to 1e9 and p down to 1e-300. */
export function gammaQuantile(p: number, gamma: GammaShape, tail: Tail = 'lower'): number {
  const scale = scaleOf(gamma)
  const { shape } = gamma
  const pair = pairOf(p, tail)
  if (pair.lower === 0) return 0
  if (pair.upper === 0) return requireFinite('quantile', Infinity)
  const small = smallLogQuantile(shape, pair)
  // x below 1e-17: the series has one term and the answer is exact; it may be too small for a number at all.
  if (small < -40) return Math.exp(small) * scale
  const distribution = {
    tails: (u: number): Tails => gammaRatio(shape, Math.exp(u)),
    density: (u: number): number => poissonTerm(shape, Math.exp(u)) * shape,
  }
  const start = { at: guessLogQuantile(shape, pair), low: -745, high: 709 }
  return Math.exp(solveQuantile(distribution, pair, start)) * scale
}

export function chiSquareTails(x: number, df: number): Tails {
  return gammaTails(x, { shape: 0.5 * requirePositive('df', df), scale: 2 })
}

export function chiSquareQuantile(p: number, df: number, tail: Tail = 'lower'): number {
  return gammaQuantile(p, { shape: 0.5 * requirePositive('df', df), scale: 2 }, tail)
}
