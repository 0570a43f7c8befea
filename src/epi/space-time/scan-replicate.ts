import { AliasTable } from './alias-table.ts'
import type { ScanPlan } from './scan-plan.ts'
import { SeededRandom } from './seeded-random.ts'

/** Replicates are numbered from 0; `first` belongs to the part, `end` no longer. */
export type ReplicatePart = { readonly seed: number; readonly first: number; readonly end: number }

/** Above so many zone-windows the logarithms are worked out on the way instead of being kept. */
const mostKept = 4_000_000

/** Largest ratio of each replicate in which the same cases fall as if there were no cluster. */
export function simulateMaxima(plan: ScanPlan, part: ReplicatePart): Float64Array<ArrayBuffer> {
  const draw = prepareDraw(plan)
  const tables = prepareTables(plan)
  const counts = new Int32Array(plan.windows * plan.places)
  const maxima = new Float64Array(part.end - part.first)
  for (let i = 0; i < maxima.length; i++) {
    counts.fill(0)
    draw(new SeededRandom(part.seed, part.first + i), counts)
    for (let at = plan.places; at < counts.length; at++)
      counts[at] = (counts[at] ?? 0) + (counts[at - plan.places] ?? 0)
    maxima[i] = findLargestRatio(plan, tables, counts)
  }
  return maxima
}

type Draw = (random: SeededRandom, counts: Int32Array) => void

function prepareDraw(plan: ScanPlan): Draw {
  if (plan.model === 'permutation') return preparePermutation(plan)
  const cells = plan.windows * plan.places
  return plan.cases > 4 * cells ? prepareCells(plan) : prepareCaseByCase(plan)
}

/** The days stay with the cases and the places are dealt out anew; only cases of the windows need a place. */
function preparePermutation({ casePlaces, recentDays, places }: ScanPlan): Draw {
  const deck = casePlaces.slice()
  return (random, counts) => {
    deck.set(casePlaces)
    for (let i = 0; i < recentDays.length; i++) {
      const other = i + random.below(deck.length - i)
      const place = deck[other] ?? 0
      deck[other] = deck[i] ?? 0
      deck[i] = place
      const cell = (recentDays[i] ?? 0) * places + place
      counts[cell] = (counts[cell] ?? 0) + 1
    }
  }
}

function prepareCaseByCase(plan: ScanPlan): Draw {
  const alias = new AliasTable(plan.placeWeights)
  return (random, counts) => {
    const inside = random.binomial(plan.cases, plan.windows / plan.days)
    for (let i = 0; i < inside; i++) {
      const cell = random.below(plan.windows) * plan.places + alias.draw(random)
      counts[cell] = (counts[cell] ?? 0) + 1
    }
  }
}

/** Many cases: the count of each cell is a binomial share of those not yet placed. */
function prepareCells(plan: ScanPlan): Draw {
  const total = plan.placeWeights.reduce((sum, weight) => sum + weight, 0)
  const lastInhabited = plan.placeWeights.findLastIndex((weight) => weight > 0)
  return (random, counts) => {
    for (let back = 0, open = plan.cases; back < plan.windows; back++) {
      let left = random.binomial(open, 1 / (plan.days - back))
      open -= left
      let weightLeft = total
      for (let place = 0; place <= lastInhabited && left > 0; place++) {
        const weight = plan.placeWeights[place] ?? 0
        const share = weightLeft > 0 ? Math.min(1, weight / weightLeft) : 0
        const count = place === lastInhabited ? left : random.binomial(left, share)
        counts[back * plan.places + place] = count
        left -= count
        weightLeft -= weight
      }
    }
  }
}

type Tables = {
  /** n ln n for whole n up to all cases. */
  readonly logPowers: Float64Array
  readonly isKept: boolean
  readonly expected: Float64Array
  readonly logExpected: Float64Array
  readonly logOutside: Float64Array
}

function prepareTables(plan: ScanPlan): Tables {
  const logPowers = Float64Array.from({ length: plan.cases + 1 }, (_, n) =>
    n === 0 ? 0 : n * Math.log(n),
  )
  const zones = plan.neighbours.length
  const isKept = zones * plan.windows <= mostKept
  const size = isKept ? zones * plan.windows : 0
  const expected = new Float64Array(size)
  const logExpected = new Float64Array(size)
  const logOutside = new Float64Array(size)
  for (let at = 0; at < size; at++) {
    const zone = at % zones
    const value = (plan.zoneWeights[zone] ?? 0) * (plan.windowWeights[Math.floor(at / zones)] ?? 0)
    // A zone met before under another centre can never be the first to reach the largest ratio.
    expected[at] = plan.isRepeat[zone] === 1 ? Infinity : value
    logExpected[at] = Math.log(value)
    logOutside[at] = Math.log(Math.max(0, plan.cases - value))
  }
  return { logPowers, isKept, expected, logExpected, logOutside }
}

function findLargestRatio(plan: ScanPlan, tables: Tables, counts: Int32Array): number {
  let largest = 0
  for (let window = 0; window < plan.windows; window++) {
    const cells = counts.subarray(window * plan.places, (window + 1) * plan.places)
    const found = tables.isKept
      ? searchKept(plan, tables, { window, cells })
      : searchAfresh(plan, tables, { window, cells })
    if (found > largest) largest = found
  }
  return largest
}

type WindowCells = { readonly window: number; readonly cells: Int32Array }

function searchKept(plan: ScanPlan, tables: Tables, { window, cells }: WindowCells): number {
  const { neighbours, starts, places } = plan
  const { expected } = tables
  const offset = window * neighbours.length
  let largest = 0
  for (let centre = 0; centre < places; centre++) {
    const end = starts[centre + 1] ?? 0
    let inside = 0
    for (let zone = starts[centre] ?? 0; zone < end; zone++) {
      inside += cells[neighbours[zone] ?? 0] ?? 0
      if (inside <= (expected[offset + zone] ?? 0)) continue
      const ratio = ratioFromTables(tables, inside, offset + zone)
      if (ratio > largest) largest = ratio
    }
  }
  return largest
}

function ratioFromTables(tables: Tables, inside: number, at: number): number {
  const { logPowers, logExpected, logOutside } = tables
  const outside = logPowers.length - 1 - inside
  const ratio = (logPowers[inside] ?? 0) - inside * (logExpected[at] ?? 0)
  if (outside === 0) return ratio
  return ratio + (logPowers[outside] ?? 0) - outside * (logOutside[at] ?? 0)
}

function searchAfresh(plan: ScanPlan, tables: Tables, { window, cells }: WindowCells): number {
  const { neighbours, starts, places, zoneWeights, isRepeat } = plan
  const share = plan.windowWeights[window] ?? 0
  let largest = 0
  for (let centre = 0; centre < places; centre++) {
    const end = starts[centre + 1] ?? 0
    let inside = 0
    for (let zone = starts[centre] ?? 0; zone < end; zone++) {
      inside += cells[neighbours[zone] ?? 0] ?? 0
      const expected = (zoneWeights[zone] ?? 0) * share
      if (inside <= expected || isRepeat[zone] === 1) continue
      const ratio = ratioAfresh(tables, inside, expected)
      if (ratio > largest) largest = ratio
    }
  }
  return largest
}

function ratioAfresh({ logPowers }: Tables, inside: number, expected: number): number {
  const all = logPowers.length - 1
  const outside = all - inside
  const ratio = (logPowers[inside] ?? 0) - inside * Math.log(expected)
  return outside === 0
    ? ratio
    : ratio + (logPowers[outside] ?? 0) - outside * Math.log(all - expected)
}
