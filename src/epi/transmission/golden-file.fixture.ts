import { existsSync, readFileSync } from 'node:fs'
import { env } from 'node:process'
import { expect, test } from 'vitest'
import type * as z from 'zod'

const folder = new URL('../../../../shared/reference/', import.meta.url)
const isPresent = existsSync(folder)

/** Runs the test where the reference folder is; elsewhere it is skipped and says so, and in CI it fails. */
export function testAgainstReference(sentence: string, body: () => void): void {
  if (isPresent) test(sentence, body)
  else if (env['CI'] === 'true')
    test(sentence, () => expect.fail('../shared/reference is absent and CI=true'))
  else test.skip(`${sentence} (skipped: ../shared/reference is absent)`, () => {})
}

export function readGolden<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): z.infer<Schema> {
  return schema.parse(JSON.parse(readFileSync(new URL(path, folder), 'utf8')))
}

export type Tolerance = { readonly rel?: number; readonly abs?: number }

const house: Tolerance = { rel: 1e-8, abs: 1e-9 }

function isClose(actual: number | null, wanted: number | null, tolerance: Tolerance): boolean {
  if (actual === null || wanted === null) return actual === wanted
  const { rel = 0, abs = 0 } = tolerance
  return Math.abs(actual - wanted) <= Math.max(abs, rel * Math.abs(wanted))
}

/** Every value within the tolerance, nulls at the same places; says where it is not. */
export function expectClose(
  actual: readonly (number | null)[],
  wanted: readonly (number | null)[],
  tolerance: Tolerance = house,
): void {
  expect(actual.length).toBe(wanted.length)
  const misses = wanted.flatMap((value, at) =>
    isClose(actual[at] ?? null, value, tolerance) ? [] : [{ at, wanted: value, got: actual[at] }],
  )
  expect(misses).toEqual([])
}
