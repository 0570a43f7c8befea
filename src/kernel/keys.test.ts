import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openKeys } from './keys.ts'
import { isSignedBy } from './ledger/checkpoint.ts'

let folder = ''
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'bulwark-keys-')), 'keys')
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true }))

test('keys are made once, kept, and readable by their owner alone', () => {
  const first = openKeys(folder).signingKey('ledger-signing')
  openKeys(folder).sealingKey('totp')
  const again = openKeys(folder).signingKey('ledger-signing')
  expect(again.fingerprint).toEqual(first.fingerprint)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(readdirSync(folder).sort()).toEqual(['ledger-signing.pem', 'totp.key'])
  for (const file of readdirSync(folder)) {
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
  }
})

test('a signature holds for its message and key only', () => {
  const keys = openKeys(folder)
  const key = keys.signingKey('ledger-signing')
  const other = keys.signingKey('other')
  const message = Buffer.from('root')
  const signature = key.sign(message)
  expect(isSignedBy(key.publicKey, message, signature)).toBe(true)
  expect(isSignedBy(other.publicKey, message, signature)).toBe(false)
  expect(isSignedBy(key.publicKey, Buffer.from('boot'), signature)).toBe(false)
})

test('what is sealed opens again, and no altered byte goes unnoticed', () => {
  const keys = openKeys(folder)
  const key = keys.sealingKey('totp')
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(), (plain, position) => {
      const sealed = key.seal(plain)
      expect(key.open(sealed)).toEqual(Buffer.from(plain))
      const altered = Buffer.from(sealed)
      const at = position % altered.length
      altered[at] = (altered[at] ?? 0) ^ 1
      expect(() => key.open(altered)).toThrow()
      expect(() => keys.sealingKey('phone').open(sealed)).toThrow()
    }),
    { numRuns: 50 },
  )
})

test('a key that others could read, or a damaged one, is refused with a sentence', () => {
  openKeys(folder).sealingKey('totp')
  chmodSync(join(folder, 'totp.key'), 0o640)
  expect(() => openKeys(folder).sealingKey('totp')).toThrow('kernel.keys.open_to_others')
  writeFileSync(join(folder, 'short.key'), 'short', { mode: 0o600 })
  expect(() => openKeys(folder).sealingKey('short')).toThrow('kernel.keys.damaged')
  writeFileSync(join(folder, 'ledger-signing.pem'), 'not a key', { mode: 0o600 })
  expect(() => openKeys(folder).signingKey('ledger-signing')).toThrow('kernel.keys.damaged')
})

test('asking for a known key makes none', () => {
  expect(openKeys(folder).knownSigningKey('ledger-signing')).toBeNull()
  expect(readdirSync(folder)).toEqual([])
})
