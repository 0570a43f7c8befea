import { hash } from 'node:crypto'

// RFC 6962 §2.1: a leaf is SHA-256(0x00 ‖ data), a node SHA-256(0x01 ‖ left ‖ right), an empty tree SHA-256('').
const node = Buffer.alloc(65, 1)
const leftAt = 1
const rightAt = 33

function join(left: Uint8Array, right: Uint8Array): Buffer {
  node.set(left, leftAt)
  node.set(right, rightAt)
  return hash('sha256', node, 'buffer')
}

// Two halves become the right half of the next pair.
function joinToRight(): void {
  node.write(hash('sha256', node, 'binary'), rightAt, 'latin1')
}

/** A tree that grows to the right and remembers only its peaks, one per set bit of its size. */
export interface MerkleTree {
  size(): number
  add(leaf: Uint8Array): void
  root(): Buffer
  /** The peaks, the largest first, 32 bytes each: enough to go on from here. */
  peaks(): Buffer
}

export function emptyTree(): MerkleTree {
  return growTree(0, [])
}

/** Goes on from the peaks of a tree of this size; null when they do not fit it. */
export function resumeTree(size: number, peaks: Buffer): MerkleTree | null {
  const levels = placePeaks(size, peaks)
  return levels && growTree(size, levels)
}

// Millions of leaves pass through here: peaks lie in one buffer, and a digest comes as a string, which costs
// half of one that comes as a buffer of its own.
function growTree(from: number, levels: readonly Buffer[]): MerkleTree {
  let size = from
  const peaks = Buffer.alloc(54 * 32)
  for (const [height, peak] of levels.entries()) peak.copy(peaks, height * 32)
  return {
    size: () => size,
    add(leaf) {
      node.set(leaf, rightAt)
      let height = 0
      for (; isSet(size, height); height += 1) {
        peaks.copy(node, leftAt, height * 32, height * 32 + 32)
        joinToRight()
      }
      node.copy(peaks, height * 32, rightAt, rightAt + 32)
      size += 1
    },
    root() {
      if (size === 0) return hash('sha256', '', 'buffer')
      let isLowest = true
      for (let height = 0; 2 ** height <= size; height += 1) {
        if (!isSet(size, height)) continue
        peaks.copy(node, isLowest ? rightAt : leftAt, height * 32, height * 32 + 32)
        if (!isLowest) joinToRight()
        isLowest = false
      }
      return Buffer.from(node.subarray(rightAt))
    },
    peaks() {
      const standing: Buffer[] = []
      for (let height = 0; 2 ** height <= size; height += 1) {
        if (isSet(size, height)) standing.unshift(peaks.subarray(height * 32, height * 32 + 32))
      }
      return Buffer.concat(standing)
    },
  }
}

// Sizes pass 2³¹ one day, so no bit operators.
function isSet(size: number, height: number): boolean {
  return Math.floor(size / 2 ** height) % 2 === 1
}

function placePeaks(size: number, peaks: Buffer): Buffer[] | null {
  const levels: Buffer[] = []
  let end = peaks.length
  for (let height = 0; 2 ** height <= size; height += 1) {
    levels.push(Buffer.alloc(32))
    if (!isSet(size, height)) continue
    if (end < 32) return null
    levels[height] = peaks.subarray(end - 32, end)
    end -= 32
  }
  return end === 0 ? levels : null
}

interface Piece {
  readonly height: number
  readonly hash: Buffer
  readonly holdsLeaf: boolean
}

/** Gathers, while all leaves of a tree pass by, the hashes that prove the leaf at `index`. */
export function proofOf(index: number): { add(leaf: Buffer): void; path(): Buffer[] } {
  const pieces: Piece[] = []
  const path: Buffer[] = []
  let count = 0
  const merge = (left: Piece, right: Piece): Piece => {
    if (left.holdsLeaf) path.push(right.hash)
    if (right.holdsLeaf) path.push(left.hash)
    const holdsLeaf = left.holdsLeaf || right.holdsLeaf
    return { height: left.height + 1, hash: join(left.hash, right.hash), holdsLeaf }
  }
  return {
    add(leaf) {
      let piece: Piece = { height: 0, hash: leaf, holdsLeaf: count === index }
      for (let last = pieces.at(-1); last?.height === piece.height; last = pieces.at(-1)) {
        piece = merge(last, piece)
        pieces.pop()
      }
      pieces.push(piece)
      count += 1
    },
    path() {
      let right = pieces.pop()
      for (let left = pieces.pop(); left && right; left = pieces.pop()) right = merge(left, right)
      return path
    },
  }
}

/** RFC 9162 §2.1.3.2: whether `path` leads from the leaf at `index` to the root of a tree of `size`. */
export function provesInclusion(proof: {
  readonly index: number
  readonly size: number
  readonly leaf: Buffer
  readonly path: readonly Buffer[]
  readonly root: Buffer
}): boolean {
  let position = proof.index
  let last = proof.size - 1
  if (position > last || position < 0) return false
  let reached = proof.leaf
  for (const sibling of proof.path) {
    if (last === 0) return false
    const isRight = position % 2 === 1
    if (isRight || position === last) {
      reached = join(sibling, reached)
      while (!isRight && position % 2 === 0 && position !== 0) {
        position = Math.floor(position / 2)
        last = Math.floor(last / 2)
      }
    } else {
      reached = join(reached, sibling)
    }
    position = Math.floor(position / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && reached.equals(proof.root)
}
