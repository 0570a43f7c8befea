import { EpiError } from '../epi-error.ts'

/** Quantile by linear interpolation between order statistics (type 7, the default of R). */
export function sampleQuantile(ascending: ArrayLike<number>, p: number): number {
  const last = ascending.length - 1
  if (last < 0) throw new EpiError('epi.empty_series', { name: 'sample' })
  const at = p * last
  const below = Math.floor(at)
  const low = ascending[below] ?? 0
  const high = ascending[Math.min(below + 1, last)] ?? low
  return low + (at - below) * (high - low)
}
