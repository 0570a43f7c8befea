import { requirePositive } from './probability.ts'

/** Derivative of logGamma for x > 0: recurrence up to 10, then the asymptotic series. */
export function digamma(x: number): number {
  let z = requirePositive('x', x)
  let sum = 0
  for (; z < 10; z += 1) sum -= 1 / z
  const r = 1 / (z * z)
  const series =
    r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r * (1 / 132 - (r * 691) / 32760)))))
  return sum + Math.log(z) - 0.5 / z - series
}

/** Second derivative of logGamma for x > 0. */
export function trigamma(x: number): number {
  let z = requirePositive('x', x)
  let sum = 0
  for (; z < 10; z += 1) sum += 1 / (z * z)
  const r = 1 / (z * z)
  const series =
    1 / 6 - r * (1 / 30 - r * (1 / 42 - r * (1 / 30 - r * (5 / 66 - (r * 691) / 2730))))
  return sum + 1 / z + 0.5 * r + (series * r) / z
}
