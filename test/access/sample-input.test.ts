import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { operations } from './http-city.ts'
import { sampleInput } from './sample-input.ts'

test('every call of the house has a sample input, so that none is left out of the hostile tests', () => {
  expect(operations.length).toBeGreaterThan(60)
  const without = operations.flatMap(({ name, operation }) => {
    const parsed = operation.endpoint.input.safeParse(sampleInput(operation, () => randomUUID()))
    const problems = parsed.error?.issues.map(({ path, code }) => `${path.join('.')}: ${code}`)
    return problems ? [`${name} needs a sample in sample-input.ts for ${problems.join(', ')}`] : []
  })
  expect(without).toEqual([])
})
