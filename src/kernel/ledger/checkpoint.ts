import { createHash, verify } from 'node:crypto'
import { fingerprintOf, publicKeyFrom } from '../keys.ts'

/** What one signature vouches for: the root over the first `size` entries, and all checkpoints before. */
export interface Checkpoint {
  readonly seq: number
  readonly size: number
  readonly root: Buffer
  readonly at: Date
  readonly key: Buffer
  readonly previousDigest: Buffer
}

/** Before the first entry and the first checkpoint stands nothing: 32 zero bytes. */
export const nothingBefore: Buffer = Buffer.alloc(32)

/** The text that is signed; `ledger.statement()` writes the same. */
export function statementOf(checkpoint: Checkpoint): string {
  return [
    'bulwark-ledger-checkpoint/1',
    `seq ${checkpoint.seq}`,
    `size ${checkpoint.size}`,
    `root ${checkpoint.root.toString('hex')}`,
    // PostgreSQL keeps microseconds.
    `at ${checkpoint.at.toISOString().replace('Z', '000Z')}`,
    `key ${checkpoint.key.toString('hex')}`,
    `previous ${checkpoint.previousDigest.toString('hex')}`,
    '',
  ].join('\n')
}

/** What the next checkpoint names as `previous`: it covers the signature too, so one signature covers all. */
export function digestOf(signed: {
  readonly statement: Buffer
  readonly peaks: Buffer
  readonly signature: Buffer
}): Buffer {
  const digest = createHash('sha256')
  for (const part of [signed.statement, signed.peaks, signed.signature]) {
    const length = Buffer.alloc(4)
    length.writeInt32BE(part.length)
    digest.update(length).update(part)
  }
  return digest.digest()
}

/** Whether the holder of `publicKey` (32 raw bytes) signed this. */
export function isSignedBy(publicKey: Buffer, message: Buffer, signature: Buffer): boolean {
  const key = publicKeyFrom(publicKey)
  return key !== null && verify(null, message, key, signature)
}

/** Public keys by fingerprint (hex). A key filed under another fingerprint than its own is left out. */
export function keyRing(
  rows: readonly { readonly fingerprint: Uint8Array; readonly publicKey: Uint8Array }[],
): ReadonlyMap<string, Buffer> {
  return new Map(
    rows
      .filter((row) => fingerprintOf(row.publicKey).equals(row.fingerprint))
      .map((row) => [Buffer.from(row.fingerprint).toString('hex'), Buffer.from(row.publicKey)]),
  )
}
