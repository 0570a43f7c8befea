import { EpiError } from '../epi-error.ts'

const halfLogTwoPi = 0.9189385332046728

/** Godfrey's coefficients of the Lanczos sum for g = 607/128, good to 1e-15 (Numerical Recipes 3, §6.1). */
const lanczos = [
  57.15623566586292, -59.59796035547549, 14.136097974741746, -0.4919138160976202,
  3.399464998481189e-5, 4.652362892704858e-5, -9.837447530487956e-5, 0.0001580887032249125,
  -0.00021026444172410488, 0.00021743961811521265, -0.0001643181065367639, 8.441822398385275e-5,
  -2.6190838401581408e-5, 3.6899182659531625e-6,
]

function lanczosLogGamma(x: number): number {
  let sum = 0.9999999999999971
  let step = x
  for (const coefficient of lanczos) {
    step += 1
    sum += coefficient / step
  }
  const base = x + 5.2421875
  return (x + 0.5) * Math.log(base) - base + Math.log((2.5066282746310007 * sum) / x)
}

/** 1/(12n) - 1/(360n^3) + …: what Stirling's formula leaves out, for n >= 15 exact to the last digit. */
function stirlingSeries(n: number): number {
  const r = 1 / (n * n)
  const tail = 1 / 1188 - r * (691 / 360360 - r * (1 / 156))
  return (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * tail)))) / n
}

/** log of the gamma function for x > 0. */
export function logGamma(x: number): number {
  if (!(x > 0) || x === Infinity) throw new EpiError('epi.bad_parameter', { name: 'x', value: x })
  if (x === 1 || x === 2) return 0
  if (x >= 15) return (x - 0.5) * Math.log(x) - x + halfLogTwoPi + stirlingSeries(x)
  return lanczosLogGamma(x)
}

/** log B(a, b), without the cancellation of three large log-gammas. */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b)
  const large = Math.max(a, b)
  if (large < 15) return logGamma(a) + logGamma(b) - logGamma(a + b)
  const sum = a + b
  // log G(large) - log G(sum) by Stirling, its leading terms merged so that small << large keeps all digits.
  const drift = -(large - 0.5) * Math.log1p(small / large) - small * Math.log(sum) + small
  return logGamma(small) + drift + stirlingSeries(large) - stirlingSeries(sum)
}

/** Error of Stirling's formula for n! (Loader 2000), n > 0, whole or not. */
export function stirlingError(n: number): number {
  if (n >= 15) return stirlingSeries(n)
  return logGamma(n + 1) - (n + 0.5) * Math.log(n) + n - halfLogTwoPi
}

/** x log(x/m) + m - x without cancellation when x is near m (Loader 2000). */
export function devianceTerm(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x
  const v = (x - m) / (x + m)
  let sum = (x - m) * v
  let power = 2 * x * v
  const square = v * v
  for (let j = 1; j < 1000; j += 1) {
    power *= square
    const next = sum + power / (2 * j + 1)
    if (next === sum) return next
    sum = next
  }
  return sum
}
