import { expect, test } from 'vitest'
import { scanForClusters } from './scan.ts'
import { scanInWorkers } from './scan-runner.ts'

const places = Array.from({ length: 12 }, (_, i) => ({
  x: i % 4,
  y: Math.floor(i / 4),
  population: 1_000 + 10 * i,
}))
const counts = Array.from({ length: 10 }, (_, day) =>
  places.map((_, place) => (day > 7 && place < 2 ? 4 : (day * place) % 3)),
)
const request = { model: 'poisson', replicates: 101, seed: 3 } as const

test('two workers give the clusters and p-values of one thread', async () => {
  const alone = scanForClusters({ places, counts }, request)
  const shared = await scanInWorkers({ places, counts }, request, { workers: 2 })
  expect(alone.clusters.length).toBeGreaterThan(0)
  expect(shared).toEqual(alone)
})

test('a scan that is called off stops its workers and says that it was called off', async () => {
  const ending = new AbortController()
  const scan = scanInWorkers(
    { places, counts },
    { ...request, replicates: 1_000_000 },
    { workers: 2, signal: ending.signal },
  )
  ending.abort()
  await expect(scan).rejects.toMatchObject({ code: 'epi.cancelled' })
})
