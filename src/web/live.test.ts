import { expect, test } from 'vitest'
import { stalePaths } from './live.ts'

test('an event makes stale what is read below its thing, and what a module adds', () => {
  const event = JSON.stringify({ name: 'command.item.acknowledged', id: '1' })
  expect(stalePaths(event, { 'command.item': ['/command/today'] })).toEqual([
    '/command/item',
    '/command/today',
  ])
})

test('a thing of two words and one that ends in y are found under their plural', () => {
  expect(stalePaths('{"name":"access.second_factor.reset"}', {})).toEqual(['/access/second-factor'])
  expect(stalePaths('{"name":"command.duty.handed_over"}', {})).toEqual(['/command/dut'])
})

test('what is no event of ours is passed over', () => {
  for (const text of ['', 'null', '{}', '{"name":"odd"}', 'not json']) {
    expect(stalePaths(text, {})).toEqual([])
  }
})
