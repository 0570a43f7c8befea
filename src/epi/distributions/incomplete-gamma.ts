import { devianceTerm, logGamma, stirlingError } from './log-gamma.ts'
import type { Tails } from './probability.ts'

const tiny = 1e-300
const precision = 1e-17
const twoPi = 2 * Math.PI

/** m^x e^-m / Gamma(x+1) for real x >= 0: Loader's saddle point form, right to 1e-14 for x of any size. */
export function poissonTerm(x: number, m: number): number {
  if (m === 0) return x === 0 ? 1 : 0
  if (x <= m * 2.3e-308) return Math.exp(-m)
  if (m < x * 2.3e-308) return Math.exp(-m + x * Math.log(m) - logGamma(x + 1))
  return Math.exp(-stirlingError(x) - devianceTerm(x, m)) / Math.sqrt(twoPi * x)
}

function sumSeries(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let n = 1; term > sum * precision; n += 1) {
    term *= x / (a + n)
    sum += term
  }
  return sum
}

/** Lentz's continued fraction of Gamma(a, x) e^x x^-a, for x > a. */
function sumFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1 / tiny
  let d = 1 / b
  let h = d
  for (let n = 1; n < 1e7; n += 1) {
    const an = -n * (n - a)
    b += 2
    d = an * d + b
    if (Math.abs(d) < tiny) d = tiny
    c = b + an / c
    if (Math.abs(c) < tiny) c = tiny
    d = 1 / d
    const factor = d * c
    h *= factor
    if (Math.abs(factor - 1) <= 4e-16) break
  }
  return h
}

/** Regularised incomplete gamma P(a, x) and Q(a, x) for a > 0, x >= 0. */
export function gammaRatio(a: number, x: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 }
  if (x === Infinity) return { lower: 1, upper: 0 }
  const term = poissonTerm(a, x)
  if (x < a + 1) {
    const lower = Math.min(1, term * sumSeries(a, x))
    return { lower, upper: 1 - lower }
  }
  const upper = Math.min(1, term * a * sumFraction(a, x))
  return { lower: 1 - upper, upper }
}
