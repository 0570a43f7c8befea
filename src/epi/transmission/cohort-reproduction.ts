import { EpiError } from '../epi-error.ts'
import type { Window } from './estimation-window.ts'
import { checkWindows } from './estimation-window.ts'
import { convolveIncidence } from './infectivity.ts'
import { requireAmounts, requireCounts } from './input-check.ts'
import type { InfecteeSpread } from './infectee-spread.ts'
import { describeInfecteeSpread } from './infectee-spread.ts'
import { RunningTotals } from './precise-sum.ts'
import type { Moments, SerialInterval } from './serial-interval.ts'
import { momentsOf, resolveSerialInterval } from './serial-interval.ts'

export type CohortReproduction = Window & {
  readonly mean: number
  /** Null unless asked for. */
  readonly spread: InfecteeSpread | null
}

export type CohortOptions = {
  readonly windows?: readonly Window[]
  /** Adds the exact law behind the reference's simulated interval; needs whole counts. */
  readonly withSpread?: boolean
}

export type CohortResult = {
  readonly estimates: readonly CohortReproduction[]
  readonly moments: Moments
}

/**
 * Wallinga & Teunis 2004: people infected by the cases of a window, on average. As in the reference nothing is added for
 * infectees who have not yet fallen ill (rule 11), so the last serial interval of the data reads too low. Windows
 * without a case have no cohort and are left out.
 */
export function estimateCohortReproduction(
  incidence: readonly number[],
  interval: SerialInterval,
  options: CohortOptions = {},
): CohortResult {
  if (options.withSpread === true) requireCounts('incidence', incidence)
  else requireAmounts('incidence', incidence)
  const days = incidence.length
  if (days < 2) throw new EpiError('epi.too_few_points', { points: days, least: 2 })
  const windows = checkWindows(options.windows, days)
  const weights = resolveSerialInterval(interval, days)
  const counts = Float64Array.from(incidence)
  const course = { incidence: counts, weights, pressure: convolveIncidence(counts, weights) }
  const cases = new RunningTotals(counts)
  const infected = new RunningTotals(countInfectees(course))
  const kept = windows.filter(({ firstDay, lastDay }) => cases.between(firstDay, lastDay) > 0)
  const estimates = kept.map((window): CohortReproduction => {
    const size = cases.between(window.firstDay, window.lastDay)
    const mean = infected.between(window.firstDay, window.lastDay) / size
    const spread =
      options.withSpread === true
        ? describeInfecteeSpread(listAncestorChances(course, window), size)
        : null
    return { firstDay: window.firstDay, lastDay: window.lastDay, mean, spread }
  })
  return { estimates, moments: momentsOf(weights) }
}

type CohortCourse = {
  readonly incidence: Float64Array
  readonly weights: Float64Array
  readonly pressure: Float64Array
}

/** Expected infectees of all cases of each day: each later case is shared out among those who may have infected it. */
function countInfectees({ incidence, weights, pressure }: CohortCourse): Float64Array {
  const infectees = new Float64Array(incidence.length)
  for (let day = 0; day < incidence.length; day++) {
    const cases = incidence[day] ?? 0
    if (cases === 0) continue
    const last = Math.min(weights.length, incidence.length - day)
    let perCase = 0
    for (let lag = 1; lag < last; lag++) {
      const pressed = pressure[day + lag] ?? 0
      if (pressed > 0) perCase += ((weights[lag] ?? 0) * (incidence[day + lag] ?? 0)) / pressed
    }
    infectees[day] = perCase * cases
  }
  return infectees
}

export type AncestorChance = { readonly cases: number; readonly chance: number }

/** For each day whose cases may descend from the window: how many cases, and the chance that one of them does. */
function listAncestorChances(course: CohortCourse, window: Window): AncestorChance[] {
  const { incidence, weights, pressure } = course
  const chances: AncestorChance[] = []
  const last = Math.min(incidence.length, window.lastDay + weights.length - 1)
  for (let day = window.firstDay + 1; day <= last; day++) {
    const cases = incidence[day - 1] ?? 0
    const pressed = pressure[day - 1] ?? 0
    if (cases === 0 || pressed <= 0) continue
    let inside = 0
    for (let source = window.firstDay; source <= Math.min(window.lastDay, day - 1); source++) {
      inside += (incidence[source - 1] ?? 0) * (weights[day - source] ?? 0)
    }
    if (inside > 0) chances.push({ cases, chance: Math.min(1, inside / pressed) })
  }
  return chances
}
