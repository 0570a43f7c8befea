import { betaLogitQuantile } from './beta.ts'
import { betaRatio } from './incomplete-beta.ts'
import { pairOf, requireFinite, requirePositive } from './probability.ts'
import type { Tail, Tails } from './probability.ts'

/** Both tails of Student's t at t. */
export function studentTails(t: number, df: number): Tails {
  requirePositive('df', df)
  const ratio = requireFinite('t', t) / Math.sqrt(df)
  const square = ratio * ratio
  const beta = betaRatio({ a: 0.5 * df, b: 0.5, x: 1 / (1 + square), y: square / (1 + square) })
  // Past 1e154 the square has no number; there x is 1/square and the tail is below any probability in use.
  const outer = square === Infinity ? 0 : 0.5 * beta.lower
  const inner = 1 - outer
  return t < 0 ? { lower: outer, upper: inner } : { lower: inner, upper: outer }
}

/** Two-sided p-value of a t statistic. */
export function studentPValue(t: number, df: number): number {
  const { lower, upper } = studentTails(t, df)
  return Math.min(1, 2 * Math.min(lower, upper))
}

export function studentQuantile(p: number, df: number, tail: Tail = 'lower'): number {
  requirePositive('df', df)
  const pair = pairOf(p, tail)
  const small = Math.min(pair.lower, pair.upper)
  if (small === 0) return requireFinite('quantile', Infinity)
  if (small === 0.5) return 0
  const both = { lower: 2 * small, upper: 1 - 2 * small }
  const logit = betaLogitQuantile(both, { a: 0.5 * df, b: 0.5 })
  const t = Math.exp(0.5 * (Math.log(df) - logit))
  return pair.lower < pair.upper ? -t : t
}

export interface FDegrees {
  readonly df1: number
  readonly df2: number
}

export function fTails(x: number, { df1, df2 }: FDegrees): Tails {
  requirePositive('df1', df1)
  requirePositive('df2', df2)
  if (requireFinite('x', x) <= 0) return { lower: 0, upper: 1 }
  const ratio = (df1 / df2) * x
  return betaRatio({ a: 0.5 * df1, b: 0.5 * df2, x: ratio / (1 + ratio), y: 1 / (1 + ratio) })
}

export function fQuantile(p: number, { df1, df2 }: FDegrees, tail: Tail = 'lower'): number {
  requirePositive('df1', df1)
  requirePositive('df2', df2)
  const pair = pairOf(p, tail)
  if (pair.lower === 0) return 0
  if (pair.upper === 0) return requireFinite('quantile', Infinity)
  const logit = betaLogitQuantile(pair, { a: 0.5 * df1, b: 0.5 * df2 })
  return Math.exp(logit) * (df2 / df1)
}
