import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { openHttpCity, operations, requestOf } from '../access/http-city.ts'
import { sampleInput } from '../access/sample-input.ts'

const Problem = z.object({ code: z.string() })

test('one key with another body, or for another call, is refused; with the same body it is the same answer', async () => {
  await using city = await openHttpCity()
  const seat = await city.sit('commander')
  const draft = operations.find(({ name }) => name === 'POST /command/directives')
  const revise = operations.find(({ name }) => name === 'PUT /command/directives/:id')
  if (!draft || !revise) throw new Error('the calls of this test are gone')
  const send = (operation: typeof draft, change: object) => {
    const input = { ...sampleInput(operation.operation, () => randomUUID()), ...change }
    const request = requestOf(operation.operation.endpoint, input, seat)
    return city.inject({
      ...request,
      headers: { ...request.headers, 'idempotency-key': 'the-same-key' },
    })
  }
  const first = await send(draft, {})
  expect(first.status).toBe(200)
  expect(await send(draft, {})).toEqual(first)
  const others = [await send(draft, { titleZh: '另一件事' }), await send(revise, {})]
  for (const { status, body } of others) {
    expect(status).toBe(409)
    expect(Problem.parse(JSON.parse(body)).code).toBe('kernel.idempotency_key_reused')
  }
  expect(await city.app.sql('select id from command.directive')).toHaveLength(1)
})

test('of twenty requests with one key at one moment one writes, and all hear the same', async () => {
  await using city = await openHttpCity()
  const seat = await city.sit('commander')
  const draft = operations.find(({ name }) => name === 'POST /command/directives')
  if (!draft) throw new Error('the call of this test is gone')
  const input = sampleInput(draft.operation, () => undefined)
  const request = requestOf(draft.operation.endpoint, input, seat)
  const answers = await Promise.all(Array.from({ length: 20 }, () => city.inject(request)))
  expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1)
  expect(answers[0]?.status).toBe(200)
  expect(await city.app.sql('select id from command.directive')).toHaveLength(1)
})
