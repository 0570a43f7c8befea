import { EpiError } from '../epi-error.ts'
import { requireWhole } from './input-check.ts'

/** Days counted from 1 as in the reference, both ends included. */
export type Window = { readonly firstDay: number; readonly lastDay: number }

const daysOfWeek = 7

/** Sliding weeks from day 2, the default of the reference; `length` days where given. */
export function listSlidingWindows(days: number, length: number = daysOfWeek): Window[] {
  requireWhole('length', length, { least: 1 })
  if (days < length + 1)
    throw new EpiError('epi.too_few_points', { points: days, least: length + 1 })
  return Array.from({ length: days - length }, (_, i) => ({
    firstDay: i + 2,
    lastDay: i + 1 + length,
  }))
}

/** Windows as given, each within day 2 and the last day; sliding weeks where none are given. */
export function checkWindows(
  windows: readonly Window[] | undefined,
  days: number,
): readonly Window[] {
  if (windows === undefined) return listSlidingWindows(days)
  for (const { firstDay, lastDay } of windows) {
    requireWhole('firstDay', firstDay, { least: 2, most: days })
    if (requireWhole('lastDay', lastDay, { least: 2, most: days }) < firstDay)
      throw new EpiError('epi.bad_range', { firstDay, lastDay })
  }
  return windows
}
