import { hash, verify } from '@node-rs/argon2'
import { randomInt } from 'node:crypto'
import { Invalid } from '../errors.ts'
import { commonPasswords } from './common-passwords.ts'

// argon2id (the library's default), 19 MiB, two passes: OWASP's minimum, about 15 ms on an office machine.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

const minLength = 10

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost)
}

let nobodysHash: Promise<string> | undefined

/** Whether it fits. Without a hash the same work is done in vain: the time tells nothing about the name. */
export async function fitsPassword(stored: string | null, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword(initialPassword())
  const fits = await verify(stored ?? (await nobodysHash), password.normalize('NFKC'))
  return fits && stored !== null
}

/** Refuses what is guessed first. No rule on classes of characters: length is what counts (NIST SP 800-63B). */
export function checkPassword(password: string, username: string): void {
  const text = password.normalize('NFKC').toLowerCase()
  if (Array.from(text).length < minLength)
    throw new Invalid('access.password.too_short', { minLength })
  if (text === username || (username.length > 4 && text.includes(username)))
    throw new Invalid('access.password.is_username')
  const core = text.replace(/^[\d\W_]+|[\d\W_]+$/gu, '')
  if (commonPasswords.has(text) || commonPasswords.has(core) || new Set(text).size < 4) {
    throw new Invalid('access.password.too_common')
  }
}

// Without letters and digits that look alike: it is read out over the phone.
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password for the first sign-in only: 59 bits, in three groups. */
export function initialPassword(): string {
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return [group(), group(), group()].join('-')
}
