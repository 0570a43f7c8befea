import type { SeededRandom } from './seeded-random.ts'

/** Draws an index with given weights in one step (Walker's alias method). */
export class AliasTable {
  readonly #keep: Float64Array
  readonly #other: Int32Array

  constructor(weights: Float64Array) {
    const n = weights.length
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    const scaled = Array.from(weights, (weight) => (total > 0 ? (weight * n) / total : 1))
    this.#keep = new Float64Array(n).fill(1)
    this.#other = Int32Array.from({ length: n }, (_, i) => i)
    const small = scaled.flatMap((value, i) => (value < 1 ? [i] : []))
    const large = scaled.flatMap((value, i) => (value < 1 ? [] : [i]))
    for (;;) {
      const less = small.pop()
      const more = large.pop()
      if (less === undefined || more === undefined) break
      this.#keep[less] = scaled[less] ?? 1
      this.#other[less] = more
      const rest = (scaled[more] ?? 0) + (scaled[less] ?? 0) - 1
      scaled[more] = rest
      if (rest < 1) small.push(more)
      else large.push(more)
    }
  }

  draw(random: SeededRandom): number {
    const at = random.next() * this.#keep.length
    const index = Math.floor(at)
    return at - index < (this.#keep[index] ?? 1) ? index : (this.#other[index] ?? index)
  }
}
