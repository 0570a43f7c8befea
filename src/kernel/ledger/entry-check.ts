import { hash } from 'node:crypto'
import { nothingBefore } from './checkpoint.ts'
import type { CheckpointCheck } from './checkpoint-check.ts'
import type { Damage } from './damage.ts'
import { emptyTree, type MerkleTree } from './merkle.ts'
import { countOf, isField, startOf, type TakeTuple } from './tuples.ts'

/** The columns in the order in which they are hashed; the hash itself comes last. */
export const entryColumns = `seq, previous_hash, id, at, account_id, post, unit_code, action,
  subject_kind, subject_id, commitment, hash`
export const entryFields = 12
const field = { seq: 0, previous: 1, hash: 11 }

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

interface RootWatch {
  /** Compares the tree with every root that is signed for its size. */
  compare(tree: MerkleTree): Damage | null
  /** Up to here a root has agreed. */
  proven(): number
  /** The size that the signed and expected roots speak of. */
  owed(): number
}

function rootWatch(
  checkpoints: CheckpointCheck,
  expected: ExpectedRoot | undefined,
  from: number,
): RootWatch {
  let next = 0
  let proven = from
  return {
    compare(tree) {
      const size = tree.size()
      if (checkpoints.sizeAt(next) !== size && expected?.size !== size) return null
      const root = tree.root()
      for (; checkpoints.sizeAt(next) === size; next += 1) {
        const isSame = root.equals(checkpoints.rootAt(next))
        if (!isSame) return { seq: Math.min(proven + 1, size), upTo: size, why: 'rewritten' }
      }
      if (expected?.size === size && !root.equals(expected.root)) {
        return { seq: 1, upTo: size, why: 'expected_checkpoint' }
      }
      proven = size
      return null
    },
    proven: () => proven,
    owed: () => Math.max(checkpoints.sizeAt(checkpoints.count() - 1) ?? 0, expected?.size ?? 0),
  }
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
  const tree = options.start?.tree ?? emptyTree()
  const roots = rootWatch(options.checkpoints, options.expected, tree.size())
  const previous = Buffer.from(options.start?.hash ?? nothingBefore)
  const computed = Buffer.alloc(32)
  // A start is a checkpoint: later ones of the same size must name the same root.
  let damage = tree.size() > 0 ? roots.compare(tree) : null
  const stop = (seq: number, why: Damage['why'], upTo = seq) => {
    damage = { seq, upTo, why }
    return false
  }
  return {
    take(tuple) {
      if (damage) return false
      const seq = countOf(tuple, field.seq)
      const due = tree.size() + 1
      if (seq !== due) return stop(due, seq > due ? 'missing' : 'reordered')
      const end = startOf(tuple, field.hash)
      // As a string: half the cost of a digest in a buffer of its own.
      computed.write(hash('sha256', tuple.bytes.subarray(tuple.start, end - 4), 'binary'), 'binary')
      if (!isField(tuple, field.hash, computed)) return stop(seq, 'changed')
      if (!isField(tuple, field.previous, previous)) {
        // The entry agrees with itself but not with its neighbour: one of the two was changed and rehashed.
        return stop(roots.proven() === seq - 1 ? seq : seq - 1, 'changed', seq)
      }
      computed.copy(previous)
      tree.add(computed)
      damage = roots.compare(tree)
      return damage === null
    },
    finish({ isWhole }) {
      if (!isWhole || damage) return damage
      const size = tree.size()
      if (size < roots.owed()) stop(size + 1, 'truncated', roots.owed())
      else if (size > roots.proven()) stop(roots.proven() + 1, 'unsigned', size)
      return damage
    },
    brokenAfter: () => previous,
    tree: () => tree,
  }
}
