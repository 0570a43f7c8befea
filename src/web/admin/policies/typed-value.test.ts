import { expect, test } from 'vitest'
import { typedOf, valueOf } from './typed-value.ts'

const entry = { key: 'close_contact.central_days', unit: 'day', zh: '天数', en: 'Days', rule: 32 }

test('full-width digits and Chinese commas mean the same as plain ones', () => {
  expect(valueOf({ ...entry, type: 'int' }, ' １４ ')).toBe(14)
  expect(valueOf({ ...entry, type: 'int_list' }, '１，4、7 14')).toEqual([1, 4, 7, 14])
})

test('an empty field is a missing value, never zero and never no', () => {
  expect(valueOf({ ...entry, type: 'int' }, '  ')).toBeUndefined()
  expect(valueOf({ ...entry, type: 'bool' }, null)).toBeUndefined()
})

test('a value read from a set and saved unchanged stays what it was', () => {
  expect(valueOf({ ...entry, type: 'int_list' }, typedOf([1, 4, 7]))).toEqual([1, 4, 7])
  expect(valueOf({ ...entry, type: 'bool' }, typedOf(false))).toBe(false)
  expect(valueOf({ ...entry, type: 'text' }, typedOf('onset'))).toBe('onset')
})
