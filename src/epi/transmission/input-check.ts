import { requireFinite } from '../distributions/probability.ts'
import { EpiError } from '../epi-error.ts'

/** The longest series accepted anywhere: a street's counts by the minute for two years. */
const longestSeries = 1_000_000

/** A probability strictly between 0 and 1. */
export function requireInnerFraction(name: string, value: number): number {
  requireFinite(name, value)
  if (value <= 0 || value >= 1)
    throw new EpiError('epi.bad_parameter', { name, value, allowed: '0..1, ends excluded' })
  return value
}

export type WholeRange = { readonly least: number; readonly most?: number }

export function requireWhole(name: string, value: number, range: WholeRange): number {
  requireFinite(name, value)
  const most = range.most ?? Number.MAX_SAFE_INTEGER
  if (!Number.isInteger(value)) throw new EpiError('epi.not_integer', { name, value })
  if (value < range.least || value > most)
    throw new EpiError('epi.bad_parameter', { name, value, allowed: `${range.least}..${most}` })
  return value
}

/** Non-negative finite numbers; fractions are allowed because a nowcast's expected counts are a legitimate input. */
export function requireAmounts(name: string, series: ArrayLike<number>): void {
  requireLength(name, series.length)
  for (let i = 0; i < series.length; i++) {
    const value = series[i] ?? Number.NaN
    if (!Number.isFinite(value))
      throw new EpiError('epi.not_finite', { name, at: i + 1, value: String(value) })
    if (value < 0) throw new EpiError('epi.negative', { name, at: i + 1, value })
  }
}

/** Whole non-negative numbers. */
export function requireCounts(name: string, series: ArrayLike<number>): void {
  requireAmounts(name, series)
  for (let i = 0; i < series.length; i++) {
    const value = series[i] ?? Number.NaN
    if (!Number.isSafeInteger(value))
      throw new EpiError('epi.not_integer', { name, at: i + 1, value })
  }
}

function requireLength(name: string, length: number): void {
  if (length === 0) throw new EpiError('epi.empty_series', { name })
  if (length > longestSeries)
    throw new EpiError('epi.series_too_long', { name, length, most: longestSeries })
}

export function requireSameLength(name: string, length: number, expected: number): void {
  if (length !== expected) throw new EpiError('epi.length_mismatch', { name, length, expected })
}
