import type { ScanPlan } from './scan-plan.ts'

/** A zone in a window, more frequented than expected. Places and days are counted from 1, as in the reference. */
export type ScanCluster = {
  readonly members: readonly number[]
  readonly center: number
  readonly radius: number
  readonly firstDay: number
  readonly lastDay: number
  readonly cases: number
  readonly expected: number
  /** Risk inside divided by risk outside; null where every case lies inside. */
  readonly relativeRisk: number | null
  readonly logLikelihoodRatio: number
}

type Best = { ratio: number; centre: number; zone: number; window: number; cases: number }

/** Kulldorff's ratio: c ln(c/E) + (C-c) ln((C-c)/(C-E)) where more than expected are seen, else 0. */
function logLikelihoodRatio(seen: number, expected: number, all: number): number {
  if (!(seen > expected)) return 0
  const outside = all - seen
  const inside = seen * Math.log(seen / expected)
  return outside > 0 ? inside + outside * Math.log(outside / (all - expected)) : inside
}

/** The most likely cluster and the next ones that share no place with a likelier one. */
export function findClusters(plan: ScanPlan, most: number): ScanCluster[] {
  const isTaken = new Uint8Array(plan.places)
  const clusters: ScanCluster[] = []
  while (clusters.length < most) {
    const best = findBest(plan, isTaken)
    if (best.ratio <= 0) break
    const start = plan.starts[best.centre] ?? 0
    const zone = plan.neighbours.slice(start, best.zone + 1)
    zone.forEach((place) => (isTaken[place] = 1))
    clusters.push(describeCluster(plan, best, zone))
  }
  return clusters
}

function describeCluster(plan: ScanPlan, best: Best, zone: Int32Array): ScanCluster {
  const expected = (plan.zoneWeights[best.zone] ?? 0) * (plan.windowWeights[best.window] ?? 0)
  const outside = plan.cases - best.cases
  return {
    members: Array.from(zone, (place) => place + 1).sort((a, b) => a - b),
    center: best.centre + 1,
    radius: plan.distances[best.zone] ?? 0,
    firstDay: plan.days - best.window,
    lastDay: plan.days,
    cases: best.cases,
    expected,
    relativeRisk: outside > 0 ? (best.cases / expected / outside) * (plan.cases - expected) : null,
    logLikelihoodRatio: best.ratio,
  }
}

function findBest(plan: ScanPlan, isTaken: Uint8Array): Best {
  const best: Best = { ratio: 0, centre: -1, zone: -1, window: -1, cases: 0 }
  const seen = new Float64Array(plan.windows)
  for (let centre = 0; centre < plan.places; centre++) {
    seen.fill(0)
    const end = plan.starts[centre + 1] ?? 0
    for (let zone = plan.starts[centre] ?? 0; zone < end; zone++) {
      if (isTaken[plan.neighbours[zone] ?? 0] === 1) break
      searchWindows(plan, { centre, zone, seen }, best)
    }
  }
  return best
}

type Growing = { readonly centre: number; readonly zone: number; readonly seen: Float64Array }

/** Adds the zone's newest place to the cases seen and notes a window that beats the best. */
function searchWindows(plan: ScanPlan, { centre, zone, seen }: Growing, best: Best): void {
  const place = plan.neighbours[zone] ?? 0
  for (let window = 0; window < plan.windows; window++) {
    const cases = (seen[window] ?? 0) + (plan.recent[window * plan.places + place] ?? 0)
    seen[window] = cases
    const expected = (plan.zoneWeights[zone] ?? 0) * (plan.windowWeights[window] ?? 0)
    const ratio = logLikelihoodRatio(cases, expected, plan.cases)
    if (ratio > best.ratio) Object.assign(best, { ratio, centre, zone, window, cases })
  }
}
