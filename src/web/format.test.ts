import { expect, test } from 'vitest'
import { formatDay, formatInstant, spanOf } from './format.ts'

test('an instant is shown on the city clock, whatever the zone of the browser', () => {
  expect(formatInstant('2021-05-16T16:30:00Z', 'zh')).toBe('2021/05/17 00:30')
  expect(formatDay('2021-05-16', 'zh')).toBe('2021/05/16')
  expect(formatDay('2021-05-16T16:30:00Z', 'zh')).toBe('2021/05/17')
})

test('a span is told in its two largest units', () => {
  expect(spanOf(-90 * 60_000)).toMatchObject({ key: 'hours', hours: 1, minutes: 30 })
  expect(spanOf(26 * 3_600_000)).toMatchObject({ key: 'days', days: 1, hours: 2 })
  expect(spanOf(59_000)).toMatchObject({ key: 'minutes', minutes: 0 })
})
