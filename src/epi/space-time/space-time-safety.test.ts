import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyNumber, anySeries, expectSound } from '../transmission/sound-answer.fixture.ts'
import { scanForClusters } from './scan.ts'

const place = fc.record({
  x: fc.integer({ min: 0, max: 6 }),
  y: fc.integer({ min: 0, max: 6 }),
  population: fc.integer({ min: 1, max: 500 }),
})

const town = fc.array(place, { minLength: 2, maxLength: 8 }).chain((places) =>
  fc.record({
    places: fc.constant(places),
    counts: fc.array(
      fc.array(fc.nat({ max: 4 }), { minLength: places.length, maxLength: places.length }),
      { minLength: 1, maxLength: 8 },
    ),
  }),
)

const models = fc.constantFrom('poisson' as const, 'permutation' as const)

test('whatever map and counts are given, a scan is finite or refused', () => {
  const anyPlace = fc.record({ x: anyNumber, y: anyNumber, population: anyNumber })
  const property = fc.property(
    fc.array(anyPlace, { maxLength: 5 }),
    fc.array(anySeries, { maxLength: 5 }),
    models,
    (places, counts, model) => {
      expectSound(() => scanForClusters({ places, counts }, { model, replicates: 9 }))
      const tame = places.map((_, i) => ({ x: i, y: 0, population: 10 }))
      expectSound(() => scanForClusters({ places: tame, counts }, { model, replicates: 9 }))
    },
  )
  fc.assert(property, { numRuns: 200 })
})

test('every map of small counts is answered, with p-values from 1/(n+1) to 1', () => {
  const property = fc.property(town, models, (input, model) => {
    const { clusters } = scanForClusters(input, { model, replicates: 19 })
    for (const { p, cases, expected, firstDay } of clusters) {
      expect(p).toBeGreaterThanOrEqual(1 / 20)
      expect(p).toBeLessThanOrEqual(1)
      expect(cases).toBeGreaterThan(expected)
      expect(firstDay).toBeGreaterThanOrEqual(1)
    }
  })
  fc.assert(property, { numRuns: 150 })
})

test('shifting the map, changing its unit or the order of places leaves the likeliest cluster as it was', () => {
  const property = fc.property(town, models, (input, model) => {
    const options = { model, replicates: 0, mostClusters: 1 } as const
    const [first] = scanForClusters(input, options).clusters
    const moved = input.places.map(({ x, y, population }) => ({
      x: 4 * x + 64,
      y: 4 * y - 32,
      population,
    }))
    const [shifted] = scanForClusters({ ...input, places: moved }, options).clusters
    expect(shifted?.members).toEqual(first?.members)
    expect(shifted?.radius).toBe(first === undefined ? undefined : 4 * first.radius)
    // Equal distances are broken by number, so only maps without them can be turned around.
    if (hasTies(input.places)) return
    const turned = {
      places: input.places.toReversed(),
      counts: input.counts.map((row) => row.toReversed()),
    }
    const [reversed] = scanForClusters(turned, options).clusters
    expect(reversed?.logLikelihoodRatio ?? 0).toBeCloseTo(first?.logLikelihoodRatio ?? 0, 10)
  })
  fc.assert(property, { numRuns: 150 })
})

function hasTies(places: readonly { x: number; y: number }[]): boolean {
  return places.some((a) => {
    const squares = places.map((b) => (a.x - b.x) ** 2 + (a.y - b.y) ** 2)
    return new Set(squares).size < squares.length
  })
}

test('more cases in the likeliest cluster never make it less likely', () => {
  const property = fc.property(town, (input) => {
    const options = { model: 'poisson', replicates: 0 } as const
    const [first] = scanForClusters(input, options).clusters
    if (first === undefined) return
    const inside = first.members[0] ?? 1
    const more = input.counts.map((row, day) =>
      day === input.counts.length - 1 ? row.with(inside - 1, (row[inside - 1] ?? 0) + 5) : row,
    )
    const [after] = scanForClusters({ ...input, counts: more }, options).clusters
    expect(after?.logLikelihoodRatio ?? 0).toBeGreaterThanOrEqual(first.logLikelihoodRatio - 1e-9)
  })
  fc.assert(property, { numRuns: 150 })
})

test('a map without a case has no cluster and no p-value', () => {
  const places = [
    { x: 0, y: 0, population: 5 },
    { x: 1, y: 0, population: 5 },
  ]
  const result = scanForClusters({ places, counts: [[0, 0]] }, { model: 'poisson' })
  expect(result).toEqual({ cases: 0, zones: 2, windows: 1, clusters: [], nullRatio95: null })
})
