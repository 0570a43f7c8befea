import { EpiError } from '../epi-error.ts'
import { requireWhole } from '../transmission/input-check.ts'
import { sampleQuantile } from '../transmission/sample-quantile.ts'
import type { ScanInput, ScanOptions, ScanPlan } from './scan-plan.ts'
import { planScan } from './scan-plan.ts'
import { simulateMaxima } from './scan-replicate.ts'
import type { ScanCluster } from './scan-search.ts'
import { findClusters } from './scan-search.ts'

export type ScanRequest = ScanOptions & {
  /** Monte-Carlo replicates; 999 where left out, 0 for none. */
  readonly replicates?: number
  readonly seed?: number
  /** Clusters reported at most; 3 where left out. */
  readonly mostClusters?: number
  /** Days from one scan to the next, for the recurrence interval; 1 where left out. */
  readonly daysBetweenScans?: number
}

export type AssessedCluster = ScanCluster & {
  /** Share of replicates (this one included) with a ratio at least as large; null without replicates. */
  readonly p: number | null
  /** Days between clusters as strong as this by chance, when scanning so often: days between scans / p. */
  readonly recurrenceDays: number | null
}

export type ScanResult = {
  readonly cases: number
  /** Distinct sets of places scanned. */
  readonly zones: number
  readonly windows: number
  readonly clusters: readonly AssessedCluster[]
  /** 95 % point of the largest ratio without a cluster; null without replicates. */
  readonly nullRatio95: number | null
}

export type ScanSettings = {
  readonly replicates: number
  readonly seed: number
  readonly mostClusters: number
  readonly daysBetweenScans: number
}

export function readSettings(request: ScanRequest): ScanSettings {
  const settings = {
    replicates: request.replicates ?? 999,
    seed: request.seed ?? 1,
    mostClusters: request.mostClusters ?? 3,
    daysBetweenScans: request.daysBetweenScans ?? 1,
  }
  requireWhole('replicates', settings.replicates, { least: 0, most: 1_000_000 })
  requireWhole('seed', settings.seed, { least: 0 })
  requireWhole('mostClusters', settings.mostClusters, { least: 1, most: 10_000 })
  requireWhole('daysBetweenScans', settings.daysBetweenScans, { least: 1, most: 366 })
  return settings
}

/** Kulldorff's scan for clusters alive on the last day, with Monte-Carlo p-values, in this thread. */
export function scanForClusters(input: ScanInput, request: ScanRequest): ScanResult {
  const settings = readSettings(request)
  const plan = planScan(input, request)
  const part = { seed: settings.seed, first: 0, end: settings.replicates }
  const maxima = plan.cases > 0 ? simulateMaxima(plan, part) : new Float64Array(0)
  return assessScan(plan, maxima, settings)
}

/** Clusters of a plan set against the replicates, wherever those were computed. */
export function assessScan(
  plan: ScanPlan,
  maxima: Float64Array,
  settings: ScanSettings,
): ScanResult {
  if (plan.cases > 0 && maxima.length !== settings.replicates)
    throw new EpiError('epi.length_mismatch', {
      length: maxima.length,
      expected: settings.replicates,
    })
  const ascending = maxima.toSorted()
  return {
    cases: plan.cases,
    zones: plan.zones,
    windows: plan.windows,
    clusters: findClusters(plan, settings.mostClusters).map((cluster) => {
      if (maxima.length === 0) return { ...cluster, p: null, recurrenceDays: null }
      const reached = countReached(ascending, cluster.logLikelihoodRatio)
      const p = (1 + reached) / (1 + maxima.length)
      return { ...cluster, p, recurrenceDays: settings.daysBetweenScans / p }
    }),
    nullRatio95: maxima.length > 0 ? sampleQuantile(ascending, 0.95) : null,
  }
}

/** A replicate with the same cases in the same zone must count as equal although its ratio was summed in another order. */
function countReached(ascending: Float64Array, ratio: number): number {
  const bound = ratio - 1e-9 * (1 + ratio)
  const first = ascending.findIndex((value) => value >= bound)
  return first === -1 ? 0 : ascending.length - first
}
