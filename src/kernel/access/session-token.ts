import { createHash, randomBytes } from 'node:crypto'

/** 32 random bytes, as the cookie carries them. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What the table keeps: whoever reads it cannot sign in with it. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
