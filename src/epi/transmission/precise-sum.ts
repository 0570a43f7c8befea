/** Compensated (Neumaier) sum: R sums in extended precision, and R's comparisons depend on the last digit. */
export function sumPrecisely(values: Float64Array): number {
  let sum = 0
  let lost = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0
    const next = sum + value
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
  }
  return sum + lost
}

/** Running totals from which any window's sum is read in one step without losing digits over a long series. */
export class RunningTotals {
  readonly #high: Float64Array
  readonly #low: Float64Array

  constructor(values: ArrayLike<number>) {
    this.#high = new Float64Array(values.length + 1)
    this.#low = new Float64Array(values.length + 1)
    let sum = 0
    let lost = 0
    for (let i = 0; i < values.length; i++) {
      const value = values[i] ?? 0
      const next = sum + value
      lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
      sum = next
      this.#high[i + 1] = sum
      this.#low[i + 1] = lost
    }
  }

  /** Sum of the values first..last, counted from 1, both included. */
  between(first: number, last: number): number {
    const high = (this.#high[last] ?? 0) - (this.#high[first - 1] ?? 0)
    const low = (this.#low[last] ?? 0) - (this.#low[first - 1] ?? 0)
    return Math.max(0, high + low)
  }
}
