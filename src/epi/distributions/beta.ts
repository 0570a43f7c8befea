import { betaRatio, binomialTerm } from './incomplete-beta.ts'
import type { BetaPoint } from './incomplete-beta.ts'
import { logBeta } from './log-gamma.ts'
import { normalQuantile } from './normal.ts'
import { pairOf, requireFinite, requirePositive } from './probability.ts'
import type { ProbabilityPair, Tail, Tails } from './probability.ts'
import { solveQuantile } from './quantile-search.ts'

export interface BetaShape {
  readonly a: number
  readonly b: number
}

function requireShape({ a, b }: BetaShape): void {
  requirePositive('a', a)
  requirePositive('b', b)
}

function betaTails(x: number, beta: BetaShape): Tails {
  requireShape(beta)
  const inside = Math.min(1, Math.max(0, requireFinite('x', x)))
  return betaRatio({ ...beta, x: inside, y: 1 - inside })
}

export function betaCdf(x: number, beta: BetaShape): number {
  return betaTails(x, beta).lower
}

/** Density at x strictly between 0 and 1; 0 outside. */
export function betaDensity(x: number, beta: BetaShape): number {
  requireShape(beta)
  if (requireFinite('x', x) <= 0 || x >= 1) return 0
  const { a, b } = beta
  return (binomialTerm({ a, b, x, y: 1 - x }) * a * b) / (a + b) / x / (1 - x)
}

function pointAt({ a, b }: BetaShape, v: number): BetaPoint {
  return { a, b, x: 1 / (1 + Math.exp(-v)), y: 1 / (1 + Math.exp(v)) }
}

/** log(x / (1 - x)) of the quantile: keeps every digit at both ends, where x itself has none left. */
export function betaLogitQuantile(p: ProbabilityPair, beta: BetaShape): number {
  requireShape(beta)
  const { a, b } = beta
  const logB = logBeta(a, b)
  // First term of the series at either end; exact once the next term is below 1e-17.
  const left = (Math.log(p.lower) + Math.log(a) + logB) / a
  if (left + Math.log(1 + b) < -40) return left
  const right = -(Math.log(p.upper) + Math.log(b) + logB) / b
  if (Math.log(1 + a) - right < -40) return right
  const z = p.lower <= p.upper ? normalQuantile(p.lower) : normalQuantile(p.upper, 'upper')
  const spread = Math.sqrt(1 / a + 1 / b)
  const at = Math.min(Math.max(Math.log(a / b) + z * spread, -700), 700)
  const distribution = {
    tails: (v: number): Tails => betaRatio(pointAt(beta, v)),
    density: (v: number): number => (binomialTerm(pointAt(beta, v)) * a * b) / (a + b),
  }
  return solveQuantile(distribution, p, { at, low: -709, high: 709 })
}

export function betaQuantile(p: number, beta: BetaShape, tail: Tail = 'lower'): number {
  requireShape(beta)
  const pair = pairOf(p, tail)
  if (pair.lower === 0) return 0
  if (pair.upper === 0) return 1
  return 1 / (1 + Math.exp(-betaLogitQuantile(pair, beta)))
}
