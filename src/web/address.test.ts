import { expect, test } from 'vitest'
import { safeReturn, signInAddress } from './address.ts'

test('after signing in nobody is sent to another site', () => {
  expect(safeReturn('/items/1?tab=evidence')).toBe('/items/1?tab=evidence')
  for (const address of ['//evil.example', '/\\evil.example', 'https://evil.example', '']) {
    expect(safeReturn(address)).toBe('/')
  }
})

test('the sign-in keeps the address, and never its own', () => {
  expect(signInAddress('/items/1?a=b')).toBe('/sign-in?from=%2Fitems%2F1%3Fa%3Db')
  expect(signInAddress('/sign-in?from=%2F')).toBeNull()
})
