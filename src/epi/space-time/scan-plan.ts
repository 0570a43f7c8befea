import {
  requireFinite,
  requireNotNegative,
  requirePositive,
  requireProbability,
} from '../distributions/probability.ts'
import { EpiError } from '../epi-error.ts'
import { requireCounts, requireSameLength, requireWhole } from '../transmission/input-check.ts'

/** Where people live and how many; the unit of x and y is that of the radius reported. */
export type ScanPlace = { readonly x: number; readonly y: number; readonly population: number }

export type ScanInput = {
  readonly places: readonly ScanPlace[]
  /** Cases by day (row) and place (column); one row for a purely spatial scan. */
  readonly counts: readonly (readonly number[])[]
}

export type ScanOptions = {
  /**
   * What is expected without a cluster: `poisson` a share of all cases by population and days; `permutation` the product
   * of the place's and the day's own totals, which needs no population and forgives a day of many tests.
   */
  readonly model: 'poisson' | 'permutation'
  /** Zones grow while they hold at most this share of the population; 0.5 where left out. */
  readonly mostPopulation?: number
  /** Longest window, in days back from the last; 14 where left out. */
  readonly mostDays?: number
}

/** Everything the search and the replicates need, as plain arrays that can be sent to a worker. */
export type ScanPlan = {
  readonly model: 'poisson' | 'permutation'
  readonly places: number
  readonly days: number
  readonly windows: number
  readonly cases: number
  /** Places around each centre by distance, one centre after another. */
  readonly neighbours: Int32Array
  readonly distances: Float64Array
  /** Where each centre's places begin in `neighbours`; one more entry closes the last. */
  readonly starts: Int32Array
  /** 1 where the same set of places was already met as a zone. */
  readonly isRepeat: Uint8Array
  readonly zones: number
  /** Expected cases of zone z in a window of d + 1 days: zoneWeights[z] x windowWeights[d]. */
  readonly zoneWeights: Float64Array
  readonly windowWeights: Float64Array
  readonly placeWeights: Float64Array
  /** Cases of the last d + 1 days, window after window, place by place. */
  readonly recent: Int32Array
  /** Permutation: the place of every case, and the day back from the last of each recent case. */
  readonly casePlaces: Int32Array
  readonly recentDays: Int32Array
}

const mostPlaces = 5_000
const mostCases = 5_000_000

/** Zones of Kulldorff 1997: each place with its nearest ones, while they hold at most half of the population. */
export function planScan(input: ScanInput, options: ScanOptions): ScanPlan {
  const totals = checkInput(input)
  const places = input.places.length
  const days = input.counts.length
  const share = requireProbability('mostPopulation', options.mostPopulation ?? 0.5)
  const mostDays = requireWhole('mostDays', options.mostDays ?? 14, { least: 1 })
  const windows = Math.min(days, mostDays)
  const placeWeights = weighPlaces(input, { model: options.model, totals })
  const zones = buildZones(input.places, { share, placeWeights })
  return {
    model: options.model,
    places,
    days,
    windows,
    cases: totals.cases,
    placeWeights,
    ...zones,
    windowWeights: weighWindows(totals, { model: options.model, windows }),
    recent: cumulateRecent(input.counts, windows),
    ...labelCases(input.counts, { model: options.model, windows }),
  }
}

type Totals = {
  readonly byPlace: Float64Array
  readonly byDay: Float64Array
  readonly cases: number
}

function checkInput({ places, counts }: ScanInput): Totals {
  requireWhole('places', places.length, { least: 1, most: mostPlaces })
  if (counts.length === 0) throw new EpiError('epi.empty_series', { name: 'counts' })
  const byPlace = new Float64Array(places.length)
  const byDay = new Float64Array(counts.length)
  let cases = 0
  counts.forEach((row, day) => {
    requireSameLength(`day ${day + 1}`, row.length, places.length)
    requireCounts(`day ${day + 1}`, row)
    row.forEach((count, place) => {
      byPlace[place] = (byPlace[place] ?? 0) + count
      byDay[day] = (byDay[day] ?? 0) + count
      cases += count
    })
  })
  if (cases > mostCases) throw new EpiError('epi.series_too_long', { cases, most: mostCases })
  places.forEach(({ x, y, population }, place) => {
    requireCoordinate(`x ${place + 1}`, x)
    requireCoordinate(`y ${place + 1}`, y)
    requirePopulation(`population ${place + 1}`, population)
  })
  requirePositive(
    'population',
    places.reduce((sum, { population }) => sum + population, 0),
  )
  return { byPlace, byDay, cases }
}

/** Squares of distances must stay finite. */
function requireCoordinate(name: string, value: number): void {
  if (Math.abs(requireFinite(name, value)) > 1e100)
    throw new EpiError('epi.bad_parameter', { name, value })
}

/** Nobody, or a number of people; a vanishing share of a person would make any case infinitely surprising. */
function requirePopulation(name: string, value: number): void {
  requireNotNegative(name, value)
  if (value !== 0 && (value < 1e-6 || value > 1e12))
    throw new EpiError('epi.bad_parameter', { name, value })
}

type Model = { readonly model: ScanOptions['model'] }

function weighPlaces(
  { places }: ScanInput,
  { model, totals }: Model & { readonly totals: Totals },
): Float64Array {
  if (model === 'permutation') return totals.byPlace
  const everybody = places.reduce((sum, { population }) => sum + population, 0)
  return Float64Array.from(places, ({ population }, place) => {
    const seen = totals.byPlace[place] ?? 0
    // Cases where nobody lives would be infinitely surprising; they are an error of the register.
    if (population === 0 && seen > 0)
      throw new EpiError('epi.bad_parameter', {
        name: `population ${place + 1}`,
        value: 0,
        cases: seen,
      })
    return (totals.cases * population) / everybody
  })
}

type WindowFrame = Model & { readonly windows: number }

function weighWindows(totals: Totals, { model, windows }: WindowFrame): Float64Array {
  const days = totals.byDay.length
  const weights = new Float64Array(windows)
  let seen = 0
  for (let back = 0; back < windows; back++) {
    seen += totals.byDay[days - 1 - back] ?? 0
    weights[back] = model === 'poisson' ? (back + 1) / days : seen / Math.max(1, totals.cases)
  }
  return weights
}

function cumulateRecent(counts: ScanInput['counts'], windows: number): Int32Array {
  const places = counts[0]?.length ?? 0
  const recent = new Int32Array(windows * places)
  for (let back = 0; back < windows; back++) {
    const row = counts[counts.length - 1 - back] ?? []
    for (let place = 0; place < places; place++) {
      const later = back === 0 ? 0 : (recent[(back - 1) * places + place] ?? 0)
      recent[back * places + place] = later + (row[place] ?? 0)
    }
  }
  return recent
}

function labelCases(
  counts: ScanInput['counts'],
  { model, windows }: WindowFrame,
): Pick<ScanPlan, 'casePlaces' | 'recentDays'> {
  const casePlaces: number[] = []
  const recentDays: number[] = []
  if (model === 'permutation') {
    counts.forEach((row, day) => {
      const back = counts.length - 1 - day
      row.forEach((count, place) => {
        for (let i = 0; i < count; i++) {
          casePlaces.push(place)
          if (back < windows) recentDays.push(back)
        }
      })
    })
  }
  return { casePlaces: Int32Array.from(casePlaces), recentDays: Int32Array.from(recentDays) }
}

type ZoneFrame = { readonly share: number; readonly placeWeights: Float64Array }
type Zones = Pick<
  ScanPlan,
  'neighbours' | 'distances' | 'starts' | 'isRepeat' | 'zones' | 'zoneWeights'
>

function buildZones(places: readonly ScanPlace[], { share, placeWeights }: ZoneFrame): Zones {
  const limit = share * places.reduce((sum, { population }) => sum + population, 0)
  const neighbours: number[] = []
  const distances: number[] = []
  const weights: number[] = []
  const repeats: number[] = []
  const starts = [0]
  const met = new Set<string>()
  const marks = places.map((_, place) => markPlace(place))
  for (const centre of places) {
    let [population, weight, high, low, size] = [0, 0, 0, 0, 0]
    for (const { place, distance } of listByDistance(places, centre)) {
      population += places[place]?.population ?? 0
      if (population > limit) break
      weight += placeWeights[place] ?? 0
      high ^= marks[place]?.high ?? 0
      low ^= marks[place]?.low ?? 0
      size++
      const key = `${high},${low},${size}`
      neighbours.push(place)
      distances.push(distance)
      weights.push(weight)
      repeats.push(met.has(key) ? 1 : 0)
      met.add(key)
    }
    starts.push(neighbours.length)
  }
  return {
    neighbours: Int32Array.from(neighbours),
    distances: Float64Array.from(distances),
    starts: Int32Array.from(starts),
    isRepeat: Uint8Array.from(repeats),
    zones: met.size,
    zoneWeights: Float64Array.from(weights),
  }
}

/** Nearest first, ties by number; the distance as the reference rounds it, because rounding makes ties. */
function listByDistance(
  places: readonly ScanPlace[],
  centre: ScanPlace,
): { place: number; distance: number }[] {
  return places
    .map(({ x, y }, place) => ({
      place,
      distance: Math.sqrt((x - centre.x) ** 2 + (y - centre.y) ** 2),
    }))
    .sort((a, b) => a.distance - b.distance || a.place - b.place)
}

/** Fixed random 64 bits per place: the exclusive-or over a zone names its set of places whatever their order. */
function markPlace(place: number): { high: number; low: number } {
  const mix = (seed: number): number => {
    let x = Math.imul(place + 1, 0x9e3779b1) ^ seed
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
    return x ^ (x >>> 16)
  }
  return { high: mix(0x2545f491), low: mix(0x6c8e9cf5) }
}
