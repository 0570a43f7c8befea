import { Secret, TOTP } from 'otpauth'
import { accessParts } from './access-parts.ts'

const periodSeconds = 30

/** A new secret: sealed for the table, and the address an authenticator app scans. */
export function newSecondFactor(username: string): { sealed: Buffer; provisioningUri: string } {
  const secret = new Secret({ size: 20 })
  return {
    sealed: accessParts().totpKey.seal(Buffer.from(secret.bytes)),
    provisioningUri: totpOf(secret, username).toString(),
  }
}

/**
 * The time step a code belongs to, or null. One step of tolerance each way (RFC 6238 §5.2); the caller
 * refuses a step that was used before.
 */
export function stepOfCode(sealed: Buffer, code: string, at: Date): number | null {
  const bytes = accessParts().totpKey.open(sealed)
  const secret = new Secret({ buffer: Uint8Array.from(bytes).buffer })
  const timestamp = at.getTime()
  const delta = totpOf(secret, '').validate({ token: code, window: 1, timestamp })
  return delta === null ? null : Math.floor(timestamp / 1000 / periodSeconds) + delta
}

function totpOf(secret: Secret, label: string): TOTP {
  return new TOTP({ issuer: 'Bulwark', label, secret, digits: 6, period: periodSeconds })
}
