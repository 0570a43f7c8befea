/** One number of a Float64Array whose index the caller has already bounded; outside it is a zero, never undefined. */
export function at(values: Float64Array, index: number): number {
  return values[index] ?? 0
}

export function add(values: Float64Array, index: number, amount: number): void {
  values[index] = (values[index] ?? 0) + amount
}
