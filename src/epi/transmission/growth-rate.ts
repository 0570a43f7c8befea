import { requireFinite, requirePositive } from '../distributions/probability.ts'
import { studentQuantile } from '../distributions/student-t.ts'
import { EpiError } from '../epi-error.ts'
import { requireAmounts, requireCounts } from './input-check.ts'
import type { Moments } from './serial-interval.ts'
import { checkWeights } from './serial-interval.ts'

export type Range = readonly [low: number, high: number]

export type GrowthRate = {
  /** Change of the logarithm of cases per day. */
  readonly perDay: number
  readonly standardError: number
  readonly interval: Range
  /** Days in which cases double; negative when they halve; null when they stand still. */
  readonly doublingDays: number | null
}

const standardScore = 1.95996398454005

/** Slope of a Poisson regression of daily cases on the day, with its 95 % Wald interval. */
export function estimateGrowthRate(cases: readonly number[]): GrowthRate {
  requireCounts('cases', cases)
  requireSlope(cases)
  let eta = cases.map((count) => Math.log(count + 0.1))
  let deviance = Infinity
  for (let round = 0; round < 200; round++) {
    const { level, slope, slopeVariance } = fitWeightedLine(cases, eta)
    const middle = (cases.length - 1) / 2
    eta = cases.map((_, day) => level + slope * (day - middle))
    const next = measureDeviance(cases, eta)
    // The reference stops at this change of the deviance and keeps the weights of the round before for the error.
    if (Math.abs(next - deviance) < 1e-8 * (Math.abs(next) + 0.1))
      return describeSlope(slope, Math.sqrt(slopeVariance))
    deviance = next
  }
  throw new EpiError('epi.no_convergence', { name: 'growth rate' })
}

function describeSlope(slope: number, standardError: number): GrowthRate {
  return {
    perDay: slope,
    standardError,
    interval: [slope - standardScore * standardError, slope + standardScore * standardError],
    doublingDays: slope === 0 ? null : Math.LN2 / slope,
  }
}

/** The slope has a finite estimate only when not all cases lie on the first day or all on the last. */
function requireSlope(cases: readonly number[]): void {
  if (cases.length < 3) throw new EpiError('epi.too_few_points', { points: cases.length, least: 3 })
  const first = cases.findIndex((count) => count > 0)
  const last = cases.findLastIndex((count) => count > 0)
  if (first === -1) throw new EpiError('epi.not_estimable', { reason: 'no cases' })
  if (last === 0 || first === cases.length - 1)
    throw new EpiError('epi.not_estimable', { reason: 'all cases on one end of the series' })
}

type WeightedLine = {
  readonly level: number
  readonly slope: number
  readonly slopeVariance: number
}

/** One round of reweighted least squares; days counted from the middle keep the 2 x 2 system well conditioned. */
function fitWeightedLine(cases: readonly number[], eta: readonly number[]): WeightedLine {
  const middle = (cases.length - 1) / 2
  let [weight, cross, square, sum, sumCross] = [0, 0, 0, 0, 0]
  for (let day = 0; day < cases.length; day++) {
    const x = day - middle
    const expected = Math.exp(eta[day] ?? 0)
    const working = expected * (eta[day] ?? 0) + (cases[day] ?? 0) - expected
    weight += expected
    cross += expected * x
    square += expected * x * x
    sum += working
    sumCross += working * x
  }
  const determinant = weight * square - cross * cross
  if (!(determinant > 0) || !Number.isFinite(determinant))
    throw new EpiError('epi.no_convergence', { name: 'growth rate' })
  return {
    level: (square * sum - cross * sumCross) / determinant,
    slope: (weight * sumCross - cross * sum) / determinant,
    slopeVariance: weight / determinant,
  }
}

function measureDeviance(cases: readonly number[], eta: readonly number[]): number {
  let sum = 0
  for (let day = 0; day < cases.length; day++) {
    const count = cases[day] ?? 0
    const log = eta[day] ?? 0
    sum += (count > 0 ? count * (Math.log(count) - log) : 0) - count + Math.exp(log)
  }
  return 2 * sum
}

export type LogLinearGrowth = { readonly perDay: number; readonly interval: Range }

/** Slope of a straight line through the logarithms of the days with cases, with Student's 95 % interval. */
export function fitLogLinearGrowth(cases: readonly number[]): LogLinearGrowth {
  requireAmounts('cases', cases)
  const points = cases.flatMap((count, day) => (count > 0 ? [{ day, y: Math.log(count) }] : []))
  const n = points.length
  if (n < 3) throw new EpiError('epi.too_few_points', { points: n, least: 3 })
  const meanDay = points.reduce((sum, { day }) => sum + day, 0) / n
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / n
  let [square, cross] = [0, 0]
  for (const { day, y } of points) {
    square += (day - meanDay) ** 2
    cross += (day - meanDay) * (y - meanY)
  }
  const slope = cross / square
  const left = points.reduce(
    (sum, { day, y }) => sum + (y - meanY - slope * (day - meanDay)) ** 2,
    0,
  )
  const half = studentQuantile(0.975, n - 2) * Math.sqrt(left / (n - 2) / square)
  return { perDay: slope, interval: [slope - half, slope + half] }
}

/** R = (1 + r b)^a for a gamma generation interval with shape a and scale b (Wallinga & Lipsitch 2007). */
export function convertGrowthToReproduction(perDay: number, interval: Moments): number {
  requireFinite('perDay', perDay)
  const mean = requirePositive('mean', interval.mean)
  const sd = requirePositive('sd', interval.sd)
  const base = 1 + (perDay * sd ** 2) / mean
  if (!(base > 0)) throw new EpiError('epi.bad_parameter', { name: 'perDay', value: perDay })
  return requireFinite('reproduction', base ** ((mean / sd) ** 2))
}

/** R = 1 / sum of w_s exp(-r s) for a generation interval given by days. */
export function convertGrowthByWeights(perDay: number, weights: readonly number[]): number {
  requireFinite('perDay', perDay)
  const sum = checkWeights(weights).reduce(
    (total, weight, day) => total + weight * Math.exp(-perDay * day),
    0,
  )
  return requireFinite('reproduction', 1 / sum)
}
