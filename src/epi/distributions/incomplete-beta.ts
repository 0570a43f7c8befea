import { devianceTerm, logBeta, stirlingError } from './log-gamma.ts'
import type { Tails } from './probability.ts'

const tiny = 1e-300

/** Shapes of the beta integral with x and 1 - x given apart, so that neither loses digits near its end. */
export interface BetaPoint {
  readonly a: number
  readonly b: number
  readonly x: number
  readonly y: number
}

/** C(a+b, a) x^a y^b for real a, b >= 0 (Loader 2000): the binomial probability and the factor of the beta integral. */
export function binomialTerm({ a, b, x, y }: BetaPoint): number {
  const n = a + b
  if (x === 0) return a === 0 ? 1 : 0
  if (y === 0) return b === 0 ? 1 : 0
  if (a === 0) return Math.exp(x < 0.1 ? n * Math.log1p(-x) : n * Math.log(y))
  if (b === 0) return Math.exp(y < 0.1 ? n * Math.log1p(-y) : n * Math.log(x))
  if (a < 1 || b < 1)
    return Math.exp(a * Math.log(x) + b * Math.log(y) - logBeta(a, b)) * (n / a / b)
  const error = stirlingError(n) - stirlingError(a) - stirlingError(b)
  const exponent = error - devianceTerm(a, n * x) - devianceTerm(b, n * y)
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * a) / b)
}

function guard(value: number): number {
  return Math.abs(value) < tiny ? tiny : value
}

/** Lentz's continued fraction of the incomplete beta integral (DLMF 8.17.22). */
function sumFraction({ a, b, x }: BetaPoint): number {
  const sum = a + b
  let c = 1
  let d = 1 / guard(1 - (sum * x) / (a + 1))
  let h = d
  for (let m = 1; m < 1e7; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / guard(1 + even * d)
    c = guard(1 + even / c)
    h *= d * c
    const odd = (-(a + m) * (sum + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / guard(1 + odd * d)
    c = guard(1 + odd / c)
    const factor = d * c
    h *= factor
    if (Math.abs(factor - 1) <= 4e-16) break
  }
  return h
}

function lowerPart(point: BetaPoint): number {
  const scale = binomialTerm(point) * (point.b / (point.a + point.b))
  return Math.min(1, scale * sumFraction(point))
}

/** Regularised incomplete beta I_x(a, b) and its complement for a, b > 0. */
export function betaRatio(point: BetaPoint): Tails {
  if (point.x <= 0) return { lower: 0, upper: 1 }
  if (point.y <= 0) return { lower: 1, upper: 0 }
  if (point.x <= (point.a + 1) / (point.a + point.b + 2)) {
    const lower = lowerPart(point)
    return { lower, upper: 1 - lower }
  }
  const upper = lowerPart({ a: point.b, b: point.a, x: point.y, y: point.x })
  return { lower: 1 - upper, upper }
}
