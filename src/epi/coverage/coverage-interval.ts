import { betaQuantile } from '../distributions/beta.ts'
import { normalQuantile } from '../distributions/normal.ts'
import { requireInnerFraction, requireWhole } from '../transmission/input-check.ts'

export type ShareInterval = {
  readonly share: number
  readonly low: number
  readonly high: number
}

export type Counted = { readonly count: number; readonly of: number }

function readCounted({ count, of }: Counted): number {
  requireWhole('of', of, { least: 1 })
  requireWhole('count', count, { least: 0, most: of })
  return count / of
}

/** Clopper & Pearson 1934: never covers less than promised, so it is the one for a claim of coverage. */
export function exactShareInterval(counted: Counted, alpha: number = 0.05): ShareInterval {
  const share = readCounted(counted)
  requireInnerFraction('alpha', alpha)
  const { count, of } = counted
  const low = count === 0 ? 0 : betaQuantile(alpha / 2, { a: count, b: of - count + 1 })
  const high = count === of ? 1 : betaQuantile(alpha / 2, { a: count + 1, b: of - count }, 'upper')
  return { share, low, high }
}

/** Wilson 1927: close to the promise on average, so it is the one for charts of many areas. */
export function wilsonShareInterval(counted: Counted, alpha: number = 0.05): ShareInterval {
  const share = readCounted(counted)
  requireInnerFraction('alpha', alpha)
  const { count, of } = counted
  const z = normalQuantile(alpha / 2, 'upper')
  const middle = (count + (z * z) / 2) / (of + z * z)
  const half = (z * Math.sqrt((count * (of - count)) / of + (z * z) / 4)) / (of + z * z)
  return {
    share,
    low: count === 0 ? 0 : Math.max(0, middle - half),
    high: count === of ? 1 : Math.min(1, middle + half),
  }
}
