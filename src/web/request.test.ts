import { expect, test } from 'vitest'
import { addressOf } from './request.ts'

test('the path takes its parts from the input and leaves the rest', () => {
  expect(addressOf('/command/items/:id/return', { id: 'a/b', reason: 'late' })).toEqual({
    path: '/command/items/a%2Fb/return',
    rest: { reason: 'late' },
  })
})
