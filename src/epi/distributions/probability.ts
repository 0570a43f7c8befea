import { EpiError } from '../epi-error.ts'

/** Both tails, each computed where it is small, so that neither is 1 minus a rounded number. */
export interface Tails {
  readonly lower: number
  readonly upper: number
}

export type Tail = 'lower' | 'upper'

/** A probability with its complement: the pair a quantile needs to stay exact near 0 and near 1. */
export interface ProbabilityPair {
  readonly lower: number
  readonly upper: number
}

export function requireFinite(name: string, value: number): number {
  if (!Number.isFinite(value)) throw new EpiError('epi.not_finite', { name, value: String(value) })
  return value
}

export function requirePositive(name: string, value: number): number {
  requireFinite(name, value)
  if (value <= 0) throw new EpiError('epi.bad_parameter', { name, value, needs: '> 0' })
  return value
}

export function requireNotNegative(name: string, value: number): number {
  requireFinite(name, value)
  if (value < 0) throw new EpiError('epi.negative', { name, value })
  return value
}

export function requireProbability(name: string, value: number): number {
  requireFinite(name, value)
  if (value < 0 || value > 1)
    throw new EpiError('epi.bad_parameter', { name, value, needs: '0..1' })
  return value
}

export function requireWhole(name: string, value: number): number {
  requireFinite(name, value)
  if (!Number.isInteger(value)) throw new EpiError('epi.not_integer', { name, value })
  return value
}

export function pairOf(p: number, tail: Tail): ProbabilityPair {
  requireProbability('p', p)
  return tail === 'lower' ? { lower: p, upper: 1 - p } : { lower: 1 - p, upper: p }
}
