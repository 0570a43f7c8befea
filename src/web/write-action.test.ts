import { expect, test } from 'vitest'
import { Problem } from './problem.ts'
import { writeAction } from './write-action.ts'

function recorder(answers: (() => Promise<string>)[]) {
  const keys: string[] = []
  const send = async (_input: unknown, key: string) => {
    keys.push(key)
    const next = answers.shift()
    return next ? next() : 'done'
  }
  return { keys, send }
}

const silence = () => Promise.reject(new TypeError('fetch failed'))
const refusal = () => Promise.reject(new Problem(409, 'kernel.conflict', {}))

test('a double click is one action and gets one answer', async () => {
  const { keys, send } = recorder([])
  const submit = writeAction(send)
  const [first, second] = await Promise.all([submit({ title: 'a' }), submit({ title: 'a' })])
  expect([first, second]).toEqual(['done', 'done'])
  expect(keys).toHaveLength(1)
})

test('after silence the same content goes out under the same key, so nothing is done twice', async () => {
  const { keys, send } = recorder([silence])
  const submit = writeAction(send)
  await expect(submit({ title: 'a' })).rejects.toThrow()
  await submit({ title: 'a' })
  expect(keys[1]).toBe(keys[0])
})

test('other content after silence is another action', async () => {
  const { keys, send } = recorder([silence])
  const submit = writeAction(send)
  await expect(submit({ title: 'a' })).rejects.toThrow()
  await submit({ title: 'b' })
  expect(keys[1]).not.toBe(keys[0])
})

test('a refusal and an answer both end the action', async () => {
  const { keys, send } = recorder([refusal])
  const submit = writeAction(send)
  await expect(submit({ title: 'a' })).rejects.toThrow('kernel.conflict')
  await submit({ title: 'a' })
  await submit({ title: 'a' })
  expect(new Set(keys).size).toBe(3)
})
