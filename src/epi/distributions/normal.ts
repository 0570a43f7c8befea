import { gammaRatio } from './incomplete-gamma.ts'
import { pairOf, requireFinite } from './probability.ts'
import type { Tail, Tails } from './probability.ts'

/** Both tails of the standard normal at z. */
export function normalTails(z: number): Tails {
  if (Number.isNaN(z)) requireFinite('z', z)
  const { lower, upper } = gammaRatio(0.5, 0.5 * z * z)
  const near = 0.5 + 0.5 * lower
  return z < 0 ? { lower: 0.5 * upper, upper: near } : { lower: near, upper: 0.5 * upper }
}

export function normalCdf(z: number): number {
  return normalTails(z).lower
}

export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)
}

/** Coefficients of Wichura's algorithm AS 241 (PPND16), constant term first. */
const centre = {
  top: [
    3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
    45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
  ],
  bottom: [
    1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867,
    39307.89580009271061, 28729.085735721942674, 5226.495278852545925,
  ],
}
const middle = {
  top: [
    1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
    1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833,
    7.7454501427834140764e-4,
  ],
  bottom: [
    1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455,
    0.14810397642748007459, 0.0151986665636164571966, 5.475938084995344946e-4,
    1.05075007164441684324e-9,
  ],
}
const far = {
  top: [
    6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123,
    0.026532189526576123093, 0.0012426609473880784386, 2.71155556874348757815e-5,
    2.01033439929228813265e-7,
  ],
  bottom: [
    1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525,
    7.868691311456132591e-4, 1.8463183175100546818e-5, 1.4215117583164458887e-7,
    2.04426310338993978564e-15,
  ],
}

function evaluate(coefficients: readonly number[], r: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * r + coefficient, 0)
}

/** z with P(Z <= z) = p; -Infinity and Infinity at 0 and 1 are refused, since no number stands for them. */
export function normalQuantile(p: number, tail: Tail = 'lower'): number {
  const pair = pairOf(p, tail)
  const small = Math.min(pair.lower, pair.upper)
  if (small === 0) return requireFinite('quantile', pair.lower === 0 ? -Infinity : Infinity)
  const q = pair.lower <= pair.upper ? pair.lower - 0.5 : 0.5 - pair.upper
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (q * evaluate(centre.top, r)) / evaluate(centre.bottom, r)
  }
  const r = Math.sqrt(-Math.log(small))
  const part = r <= 5 ? middle : far
  const shift = r <= 5 ? r - 1.6 : r - 5
  const z = evaluate(part.top, shift) / evaluate(part.bottom, shift)
  return q < 0 ? -z : z
}
