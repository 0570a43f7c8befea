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
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946,
    45921.95393154987, 67265.7709270087, 33430.57558358813, 2509.0809287301227,
  ],
  bottom: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597,
    39307.89580009271, 28729.085735721943, 5226.495278852546,
  ],
}
const middle = {
  top: [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045,
    1.2704582524523684, 0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  bottom: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008,
    0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-9,
  ],
}
const far = {
  top: [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487,
    0.026532189526576124, 0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  bottom: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
    1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
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
