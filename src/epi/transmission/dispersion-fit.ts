import { findRoot } from './root-search.ts'

/** Half of the 95 % point of chi-square with one degree of freedom: the drop that ends a profile interval. */
const profileDrop = 1.92072941034706

/** A likelihood in one positive unknown: its logarithm and the derivative of that. */
export type Likelihood = {
  readonly value: (x: number) => number
  readonly slope: (x: number) => number
}

export type Interval = readonly [low: number | null, high: number | null]

const leastDispersion = 1e-6
const mostDispersion = 1e6

/** The k of greatest likelihood (not below 1e-6), or null when the counts vary no more than Poisson counts (k without bound). */
export function maximiseDispersion(likelihood: Likelihood): number | null {
  // On the scale of log k the likelihood has one top: the slope changes sign once.
  const slopeAt = (logarithm: number): number => likelihood.slope(Math.exp(logarithm))
  const low = Math.log(leastDispersion)
  const high = Math.log(mostDispersion)
  if (slopeAt(low) <= 0) return leastDispersion
  if (slopeAt(high) >= 0) return null
  return Math.exp(findRoot(slopeAt, { low, high }))
}

export type ProfileRange = {
  readonly top: number
  readonly least: number
  readonly most: number
  readonly greatest: number
}

/** Where a profile likelihood falls by the 95 % drop, on each side of its top; null where it never falls so far. */
export function findProfileInterval(profile: (x: number) => number, range: ProfileRange): Interval {
  const { top, least, most, greatest } = range
  const excess = (logarithm: number): number =>
    profile(Math.exp(logarithm)) - greatest + profileDrop
  const side = (end: number): number | null => {
    if (!(excess(Math.log(end)) < 0)) return null
    const [low, high] = end < top ? [end, top] : [top, end]
    return Math.exp(findRoot(excess, { low: Math.log(low), high: Math.log(high) }))
  }
  return [side(least), side(most)]
}

export const dispersionRange = { least: leastDispersion, most: mostDispersion } as const
