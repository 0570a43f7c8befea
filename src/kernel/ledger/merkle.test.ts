import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyTree, proofOf, provesInclusion, resumeTree } from './merkle.ts'

const leavesOf = (count: number) =>
  Array.from({ length: count }, (_leaf, n) => createHash('sha256').update(`leaf ${n}`).digest())

// The definition of RFC 6962 §2.1, word for word: the largest power of two smaller than n splits the list.
function rootByDefinition(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves
  if (!only) return createHash('sha256').digest()
  if (leaves.length === 1) return only
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return createHash('sha256')
    .update(Buffer.of(1))
    .update(rootByDefinition(leaves.slice(0, split)))
    .update(rootByDefinition(leaves.slice(split)))
    .digest()
}

test('the root is that of RFC 6962 for every size, grown in one go or resumed anywhere', () => {
  const property = fc.property(fc.nat({ max: 300 }), fc.nat({ max: 300 }), (size, pause) => {
    const leaves = leavesOf(size)
    const first = emptyTree()
    for (const leaf of leaves.slice(0, pause)) first.add(leaf)
    const resumed = resumeTree(first.size(), first.peaks())
    for (const leaf of leaves.slice(pause)) resumed?.add(leaf)
    expect(resumed?.root()).toEqual(rootByDefinition(leaves))
    expect(resumed?.size()).toBe(size)
  })
  fc.assert(property, { numRuns: 100 })
})

test('peaks that do not fit a size are refused', () => {
  expect(resumeTree(3, Buffer.alloc(32))).toBeNull()
  expect(resumeTree(4, Buffer.alloc(64))).toBeNull()
  expect(resumeTree(0, Buffer.alloc(0))?.size()).toBe(0)
})

test('a proof holds for its leaf, place, size and root, and for nothing else', () => {
  const property = fc.property(
    fc.integer({ min: 1, max: 200 }),
    fc.nat({ max: 1_000_000 }),
    (size, position) => {
      const index = position % size
      const leaves = leavesOf(size)
      const gathering = proofOf(index)
      for (const leaf of leaves) gathering.add(leaf)
      const leaf = leaves[index] ?? Buffer.alloc(32)
      const proof = { index, size, leaf, path: gathering.path(), root: rootByDefinition(leaves) }
      expect(provesInclusion(proof)).toBe(true)
      expect(provesInclusion({ ...proof, leaf: Buffer.alloc(32) })).toBe(false)
      expect(provesInclusion({ ...proof, root: Buffer.alloc(32) })).toBe(false)
      expect(provesInclusion({ ...proof, path: [...proof.path, Buffer.alloc(32)] })).toBe(false)
      expect(provesInclusion({ ...proof, index: size })).toBe(false)
      if (size > 1) {
        expect(provesInclusion({ ...proof, index: (index + 1) % size })).toBe(false)
        expect(provesInclusion({ ...proof, path: proof.path.slice(1) })).toBe(false)
      }
    },
  )
  fc.assert(property, { numRuns: 150 })
})
