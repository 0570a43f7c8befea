import { logGamma } from '../distributions/log-gamma.ts'
import { digamma } from '../distributions/polygamma.ts'
import { requireFinite, requirePositive } from '../distributions/probability.ts'
import { EpiError } from '../epi-error.ts'
import { findRoot } from './root-search.ts'
import { sampleQuantile } from './sample-quantile.ts'

export type IntervalSummary = {
  readonly count: number
  readonly mean: number
  /** Null for one interval. */
  readonly sd: number | null
  readonly median: number
  readonly quantile025: number
  readonly quantile25: number
  readonly quantile75: number
  readonly quantile975: number
  readonly notPositive: number
}

export function summariseIntervals(intervals: readonly number[]): IntervalSummary {
  const ascending = checkIntervals(intervals)
  const count = ascending.length
  const mean = ascending.reduce((sum, value) => sum + value, 0) / count
  const squares = ascending.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return {
    count,
    mean,
    sd: count > 1 ? Math.sqrt(squares / (count - 1)) : null,
    median: sampleQuantile(ascending, 0.5),
    quantile025: sampleQuantile(ascending, 0.025),
    quantile25: sampleQuantile(ascending, 0.25),
    quantile75: sampleQuantile(ascending, 0.75),
    quantile975: sampleQuantile(ascending, 0.975),
    notPositive: ascending.filter((value) => value <= 0).length,
  }
}

export type GammaFit = {
  readonly shape: number
  readonly rate: number
  readonly logLikelihood: number
}
export type LognormalFit = {
  readonly meanLog: number
  readonly sdLog: number
  readonly logLikelihood: number
}
export type WeibullFit = {
  readonly shape: number
  readonly scale: number
  readonly logLikelihood: number
}
export type NormalFit = {
  readonly mean: number
  readonly sd: number
  readonly logLikelihood: number
}

type Logs = {
  readonly values: readonly number[]
  readonly logs: readonly number[]
  readonly n: number
  readonly mean: number
  readonly meanLog: number
}

/** Gamma law of greatest likelihood: log(shape) - digamma(shape) = log(mean) - mean of the logarithms. */
export function fitGammaInterval(intervals: readonly number[]): GammaFit {
  const { n, mean, meanLog } = readPositive(intervals)
  const gap = Math.log(mean) - meanLog
  if (!(gap > 1e-14)) throw new EpiError('epi.not_estimable', { reason: 'all intervals are equal' })
  const miss = (logShape: number): number => logShape - digamma(Math.exp(logShape)) - gap
  const shape = Math.exp(findRoot(miss, { low: -20, high: 35 }))
  const rate = shape / mean
  const logLikelihood =
    n * (shape * Math.log(rate) - logGamma(shape) + (shape - 1) * meanLog - rate * mean)
  return { shape, rate, logLikelihood }
}

export function fitLognormalInterval(intervals: readonly number[]): LognormalFit {
  const { n, logs, meanLog } = readPositive(intervals)
  const sdLog = Math.sqrt(logs.reduce((sum, log) => sum + (log - meanLog) ** 2, 0) / n)
  if (!(sdLog > 0)) throw new EpiError('epi.not_estimable', { reason: 'all intervals are equal' })
  const logLikelihood = -n * (meanLog + Math.log(sdLog) + 0.5 * Math.log(2 * Math.PI) + 0.5)
  return { meanLog, sdLog, logLikelihood }
}

/** Weibull law of greatest likelihood: its shape solves one equation, its scale follows. */
export function fitWeibullInterval(intervals: readonly number[]): WeibullFit {
  const { n, logs, meanLog } = readPositive(intervals)
  const top = logs.reduce((most, log) => Math.max(most, log), -Infinity)
  if (!logs.some((log) => top - log > 1e-12))
    throw new EpiError('epi.not_estimable', { reason: 'all intervals are equal' })
  // Powers are taken relative to the largest interval, so that no shape overflows.
  const powers = (shape: number): { sum: number; logged: number } => {
    let [sum, logged] = [0, 0]
    for (const log of logs) {
      const power = Math.exp(shape * (log - top))
      sum += power
      logged += power * log
    }
    return { sum, logged }
  }
  const miss = (logShape: number): number => {
    const { sum, logged } = powers(Math.exp(logShape))
    return logged / sum - Math.exp(-logShape) - meanLog
  }
  const shape = Math.exp(findRoot(miss, { low: -30, high: 35 }))
  const logScale = top + Math.log(powers(shape).sum / n) / shape
  const logLikelihood = n * (Math.log(shape) - shape * logScale + (shape - 1) * meanLog - 1)
  return { shape, scale: Math.exp(logScale), logLikelihood }
}

/** Normal law of greatest likelihood (spread with n, not n - 1); for intervals that may be negative. */
export function fitNormalInterval(intervals: readonly number[]): NormalFit {
  const values = checkIntervals(intervals)
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n)
  if (!(sd > 0)) throw new EpiError('epi.not_estimable', { reason: 'all intervals are equal' })
  return { mean, sd, logLikelihood: -n * (Math.log(sd) + 0.5 * Math.log(2 * Math.PI) + 0.5) }
}

/** In days: more than a lifetime is no interval between two infections. */
const longestInterval = 1e5

/** A positive interval of less than a second counts as an error of the clock. */
const shortestInterval = 1e-5

function checkIntervals(intervals: readonly number[]): number[] {
  if (intervals.length === 0) throw new EpiError('epi.empty_series', { name: 'intervals' })
  for (const value of intervals) {
    if (Math.abs(requireFinite('interval', value)) > longestInterval)
      throw new EpiError('epi.bad_parameter', { name: 'interval', value, most: longestInterval })
  }
  return [...intervals].sort((a, b) => a - b)
}

function readPositive(intervals: readonly number[]): Logs {
  const values = checkIntervals(intervals)
  const logs = values.map((value) => {
    if (requirePositive('interval', value) < shortestInterval)
      throw new EpiError('epi.bad_parameter', { name: 'interval', value, least: shortestInterval })
    return Math.log(value)
  })
  const n = values.length
  return {
    values,
    logs,
    n,
    mean: values.reduce((sum, value) => sum + value, 0) / n,
    meanLog: logs.reduce((sum, log) => sum + log, 0) / n,
  }
}
