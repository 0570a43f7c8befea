import { test } from 'vitest'
import { openHttpCity, operations, requestOf } from '../access/http-city.ts'
import { sampleInput } from '../access/sample-input.ts'
test('x', async () => {
  await using city = await openHttpCity()
  const seat = await city.sit('district_leader')
  const op = operations.find(({ name }) => name === 'POST /command/directives')
  if (!op) return
  const sample = sampleInput(op.operation, () => undefined)
  console.log(JSON.stringify(sample))
  for (const t of ['好的', '😀', '😀😀'])
    console.log((await city.inject(requestOf(op.operation.endpoint, { ...sample, titleZh: t }, seat))).body)
})
