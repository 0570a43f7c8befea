import { hash } from 'node:crypto'
import { nothingBefore } from './checkpoint.ts'
import type { CheckpointCheck } from './checkpoint-check.ts'
import type { Damage } from './damage.ts'
import { emptyTree, type MerkleTree } from './merkle.ts'
import { contentOf, countOf, startOf, type TakeTuple } from './tuples.ts'

/** The columns in the order in which they are hashed; the hash itself comes last. */
export const entryColumns = `seq, previous_hash, id, at, account_id, post, unit_code, action,
  subject_kind, subject_id, commitment, hash`
export const entryFields = 12
const field = { seq: 0, previous: 1, id: 2, hash: 11 }

/**
 * The bytes of an entry's hash. They begin with the count of fields, 00 0c: the 00 is the prefix of a leaf
 * in RFC 6962, so that one SHA-256 is both the link of the chain and the leaf of the tree.
 */
export function entryBytes(entry: {
  readonly seq: number
  readonly previousHash: Buffer
  /** `ledger.content(…)` of the row. */
  readonly content: Buffer
}): Buffer {
  const head = Buffer.alloc(18)
  head.writeUInt16BE(entryFields, 0)
  head.writeInt32BE(8, 2)
  head.writeBigInt64BE(BigInt(entry.seq), 6)
  head.writeInt32BE(32, 14)
  return Buffer.concat([head, entry.previousHash, entry.content])
}

/** The link and leaf of an entry. */
export function entryHash(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer')
}

/** An entry's state before the next one: where reading is taken up. */
export interface EntryStart {
  readonly tree: MerkleTree
  readonly hash: Buffer
}

export interface ExpectedRoot {
  readonly size: number
  readonly root: Buffer
}

export interface EntryCheck {
  readonly take: TakeTuple
  /** `isWhole`: the reading came to the end of the ledger, so nothing may be missing or unsigned. */
  finish(reading: { readonly isWhole: boolean }): Damage | null
  /** The hash that the first damaged entry should have been chained to. */
  brokenAfter(): Buffer
  tree(): MerkleTree
}

/**
 * Reads entries in order and recomputes number, hash, link and tree; at the size of each checkpoint the root
 * must be the signed one.
 */
export function entryCheck(options: {
  readonly checkpoints: CheckpointCheck
  readonly start?: EntryStart
  readonly expected?: ExpectedRoot | undefined
}): EntryCheck {
  const { checkpoints, expected } = options
  const tree = options.start?.tree ?? emptyTree()
  let previous = options.start?.hash ?? nothingBefore
  let proven = tree.size()
  let next = 0
  let damage: Damage | null = null
  const stop = (seq: number, why: Damage['why'], upTo = seq) => {
    damage = { seq, upTo, why }
    return false
  }
  const agreesWithRoots = () => {
    const size = tree.size()
    if (checkpoints.sizeAt(next) !== size && expected?.size !== size) return true
    const root = tree.root()
    for (; checkpoints.sizeAt(next) === size; next += 1) {
      if (!root.equals(checkpoints.rootAt(next))) return stop(proven + 1, 'rewritten', size)
    }
    if (expected?.size === size && !root.equals(expected.root)) {
      return stop(1, 'expected_checkpoint', size)
    }
    proven = size
    return true
  }
  // A start is a checkpoint: later ones of the same size must name the same root.
  if (tree.size() > 0) agreesWithRoots()
  return {
    take(tuple) {
      if (damage) return false
      const seq = countOf(tuple, field.seq)
      const due = tree.size() + 1
      if (seq !== due) return stop(due, seq > due ? 'missing' : 'reordered')
      const end = startOf(tuple, field.hash)
      const computed = entryHash(tuple.bytes.subarray(tuple.start, end - 4))
      if (!contentOf(tuple, field.hash).equals(computed)) return stop(seq, 'changed')
      if (!contentOf(tuple, field.previous).equals(previous)) {
        // The entry agrees with itself but not with its neighbour: one of the two was changed and rehashed.
        return stop(proven === seq - 1 ? seq : seq - 1, 'changed', seq)
      }
      previous = computed
      tree.add(computed)
      return agreesWithRoots()
    },
    finish({ isWhole }) {
      if (!isWhole) return damage
      const size = tree.size()
      const signed =
        checkpoints.count() > 0 ? (checkpoints.sizeAt(checkpoints.count() - 1) ?? 0) : 0
      const owed = Math.max(signed, expected?.size ?? 0)
      if (!damage && size < owed) stop(size + 1, 'truncated', owed)
      if (!damage && size > proven) stop(proven + 1, 'unsigned', size)
      return damage
    },
    brokenAfter: () => previous,
    tree: () => tree,
  }
}
