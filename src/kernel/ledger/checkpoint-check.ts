import { hash } from 'node:crypto'
import { isSignedBy, nothingBefore } from './checkpoint.ts'
import type { Damage } from './damage.ts'
import { resumeTree } from './merkle.ts'
import { contentOf, countOf, startOf, type TakeTuple, type Tuple } from './tuples.ts'

/** The columns in the order in which they are read and digested. */
export const checkpointColumns = `seq, size, root, key, previous_digest,
  ledger.statement(seq, size, root, at, key, previous_digest), peaks, signature`
export const checkpointFields = 8
const field = {
  seq: 0,
  size: 1,
  root: 2,
  key: 3,
  previous: 4,
  statement: 5,
  peaks: 6,
  signature: 7,
}

/** Where a chain of checkpoints is taken up: after the one with this number, size and digest. */
export interface CheckpointStart {
  readonly seq: number
  readonly size: number
  readonly digest: Buffer
}

export const firstCheckpoint: CheckpointStart = { seq: 0, size: 0, digest: nothingBefore }

interface Sealed {
  readonly size: number
  readonly root: Buffer
  readonly key: string
  readonly statement: Buffer
  readonly signature: Buffer
  readonly peaks: Buffer
}

export interface CheckpointCheck {
  readonly take: TakeTuple
  /** Call after the last row: checks the signature that covers all others. */
  finish(): Damage | null
  count(): number
  /** The size of the n-th checkpoint read, or undefined behind the last. */
  sizeAt(n: number): number | undefined
  rootAt(n: number): Buffer
}

interface Read {
  count(): number
  sizeAt(n: number): number | undefined
  rootAt(n: number): Buffer
  /** The size before the n-th. */
  sizeBefore(n: number): number
  push(size: number, root: Buffer): void
  pop(): void
}

function readSoFar(from: number): Read {
  const sizes: number[] = []
  const roots: Buffer[] = []
  return {
    count: () => sizes.length,
    sizeAt: (n) => sizes[n],
    rootAt: (n) => roots[n] ?? nothingBefore,
    sizeBefore: (n) => (n > 0 ? (sizes[n - 1] ?? from) : from),
    push(size, root) {
      sizes.push(size)
      roots.push(root)
    },
    pop() {
      sizes.pop()
      roots.pop()
    },
  }
}

/**
 * Reads checkpoints in order. Each names the digest of the one before, signature included, so that the last
 * valid signature vouches for all of them; earlier ones are only asked where a link is broken or a key ends.
 */
export function checkpointCheck(options: {
  readonly keys: ReadonlyMap<string, Buffer>
  /** Fingerprints (hex) accepted for the last checkpoint; null: any key of the ledger. */
  readonly trusted: readonly string[] | null
  readonly start?: CheckpointStart
}): CheckpointCheck {
  const start = options.start ?? firstCheckpoint
  const read = readSoFar(start.size)
  let digest = start.digest
  let last: Sealed | null = null
  let keySince = start.size + 1
  let damage: Damage | null = null
  const stop = (seq: number, upTo: number, why: Damage['why']) => {
    damage = { seq, upTo: Math.max(seq, upTo), why }
    return false
  }
  // The last one read is the broken one: what it covered beyond the one before is not proven.
  const stopAt = ({ size }: Sealed, why: Damage['why']) => {
    read.pop()
    return stop(read.sizeBefore(read.count()) + 1, size, why)
  }
  const isWhole = (sealed: Sealed) => fitsPeaks(sealed) && isSigned(sealed, options.keys)
  return {
    ...read,
    take(tuple) {
      const here = sealedIn(tuple)
      const { size, key } = here
      const known = read.sizeBefore(read.count())
      const isNext = countOf(tuple, field.seq) === start.seq + read.count() + 1 && size >= known
      if (!isNext || !contentOf(tuple, field.previous).equals(digest)) {
        if (last && !isWhole(last)) return stopAt(last, 'checkpoint')
        return stop(known + 1, isNext ? size : known + 1, 'checkpoint')
      }
      // Where a key ends, its last signature must hold: from here on another key vouches.
      if (last && last.key !== key) {
        if (!isWhole(last)) return stopAt(last, 'signature')
        keySince = known + 1
      }
      digest = digestOfTuple(tuple)
      last = here
      read.push(size, here.root)
      return true
    },
    finish() {
      if (damage || !last) return damage
      if (!isWhole(last)) stopAt(last, 'signature')
      else if (options.trusted && !options.trusted.includes(last.key)) {
        stop(keySince, last.size, 'key')
      }
      return damage
    },
  }
}

function isSigned(
  { key, statement, signature }: Sealed,
  keys: ReadonlyMap<string, Buffer>,
): boolean {
  const publicKey = keys.get(key)
  return publicKey !== undefined && isSignedBy(publicKey, statement, signature)
}

// Peaks are under the digest, not under the signature: the sealer goes on from them.
function fitsPeaks({ size, root, peaks }: Sealed): boolean {
  return resumeTree(size, peaks)?.root().equals(root) === true
}

function sealedIn(tuple: Tuple): Sealed {
  return {
    size: countOf(tuple, field.size),
    // A copy: a view would keep the whole piece it came in.
    root: Buffer.from(contentOf(tuple, field.root)),
    key: contentOf(tuple, field.key).toString('hex'),
    statement: contentOf(tuple, field.statement),
    signature: contentOf(tuple, field.signature),
    peaks: contentOf(tuple, field.peaks),
  }
}

// Statement, peaks and signature stand side by side with their lengths: just what the digest covers.
function digestOfTuple(tuple: Tuple): Buffer {
  const from = startOf(tuple, field.statement) - 4
  return hash('sha256', tuple.bytes.subarray(from, tuple.end), 'buffer')
}
