import { EpiError } from '../epi-error.ts'
import { requireAmounts } from './input-check.ts'
import { checkWeights } from './serial-interval.ts'

/** Products of a day's weight with a day's cases that one call may form: some ten seconds of work. */
const mostProducts = 5e9

/**
 * Lambda_t = sum over s of w_s I_(t-s): the infectiousness of everybody infected so far. Day 1 has none before it and is
 * null, as in the reference.
 */
export function computeOverallInfectivity(
  incidence: ArrayLike<number>,
  weights: ArrayLike<number>,
): (number | null)[] {
  requireAmounts('incidence', incidence)
  const lambda = convolveIncidence(incidence, checkWeights(weights))
  return Array.from(lambda, (value, day) => (day === 0 ? null : value))
}

/** The same on checked input, with 0 on day 1. */
export function convolveIncidence(
  incidence: ArrayLike<number>,
  weights: Float64Array,
): Float64Array {
  const days = incidence.length
  const reach = Math.min(weights.length, days)
  if (days * reach > mostProducts)
    throw new EpiError('epi.series_too_long', { days, weights: reach, most: mostProducts })
  const lambda = new Float64Array(days)
  for (let day = 0; day < days; day++) {
    const cases = incidence[day] ?? 0
    if (cases === 0) continue
    const last = Math.min(reach, days - day)
    for (let lag = 1; lag < last; lag++) {
      lambda[day + lag] = (lambda[day + lag] ?? 0) + cases * (weights[lag] ?? 0)
    }
  }
  return lambda
}
