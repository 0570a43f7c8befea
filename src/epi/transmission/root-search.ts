import { EpiError } from '../epi-error.ts'

export type Bracket = { readonly low: number; readonly high: number }

type Walk = { a: number; b: number; c: number; fa: number; fb: number; fc: number; step: number }

/** Brent's root of a continuous function whose values at the two ends differ in sign. */
export function findRoot(of: (x: number) => number, bracket: Bracket): number {
  const { low, high } = bracket
  const walk: Walk = { a: low, b: high, c: low, fa: of(low), fb: of(high), fc: 0, step: high - low }
  walk.fc = walk.fa
  if (walk.fa === 0) return low
  if (walk.fb === 0) return high
  if (!(walk.fa * walk.fb < 0)) throw new EpiError('epi.no_convergence', { low, high })
  let before = walk.step
  for (let round = 0; round < 200; round++) {
    orderBracket(walk)
    const tolerance = 2 * Number.EPSILON * Math.abs(walk.b) + 1e-300
    const half = (walk.c - walk.b) / 2
    if (Math.abs(half) <= tolerance || walk.fb === 0) return walk.b
    const jump = interpolate(walk, half)
    // Interpolation is trusted only inside the bracket and while it shrinks faster than halving would.
    const trusted =
      jump * half > 0 && Math.abs(jump) < Math.min(Math.abs(1.5 * half), Math.abs(before / 2))
    before = trusted ? walk.step : half
    walk.step = trusted ? jump : half
    walk.a = walk.b
    walk.fa = walk.fb
    walk.b += Math.abs(walk.step) > tolerance ? walk.step : Math.sign(half) * tolerance
    walk.fb = of(walk.b)
    if (walk.fb > 0 === walk.fc > 0) {
      walk.c = walk.a
      walk.fc = walk.fa
      walk.step = walk.b - walk.a
      before = walk.step
    }
  }
  return walk.b
}

function orderBracket(walk: Walk): void {
  if (Math.abs(walk.fc) >= Math.abs(walk.fb)) return
  walk.a = walk.b
  walk.b = walk.c
  walk.c = walk.a
  walk.fa = walk.fb
  walk.fb = walk.fc
  walk.fc = walk.fa
}

function interpolate(walk: Walk, half: number): number {
  const s = walk.fb / walk.fa
  if (walk.a === walk.c) return (2 * half * s) / (s - 1)
  const q = walk.fa / walk.fc
  const r = walk.fb / walk.fc
  const top = s * (2 * half * q * (q - r) - (walk.b - walk.a) * (r - 1))
  return -top / ((q - 1) * (r - 1) * (s - 1))
}
