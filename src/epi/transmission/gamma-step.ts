const least = 20
const fewSteps = 30

/** log Gamma(x + n) - log Gamma(x) for whole n: keeps its digits where both logarithms are huge. */
export function logGammaStep(x: number, n: number): number {
  let sum = 0
  let at = x
  let left = n
  while (left > 0 && (at < least || n <= fewSteps)) {
    sum += Math.log(at)
    at++
    left--
  }
  if (left === 0) return sum
  const end = at + left
  return (
    sum +
    (at - 0.5) * Math.log1p(left / at) +
    left * Math.log(end) -
    left +
    stirling(end) -
    stirling(at)
  )
}

function stirling(x: number): number {
  const f = 1 / (x * x)
  return (1 / 12 - f * (1 / 360 - f * (1 / 1260 - f / 1680))) / x
}

/** digamma(x + n) - digamma(x) for whole n, likewise. */
export function digammaStep(x: number, n: number): number {
  let sum = 0
  let at = x
  let left = n
  while (left > 0 && (at < least || n <= fewSteps)) {
    sum += 1 / at
    at++
    left--
  }
  if (left === 0) return sum
  const end = at + left
  return (
    sum + Math.log1p(left / at) + left / (2 * at * end) + tailOfDigamma(at) - tailOfDigamma(end)
  )
}

function tailOfDigamma(x: number): number {
  const f = 1 / (x * x)
  return f * (1 / 12 - f * (1 / 120 - f * (1 / 252 - f / 240)))
}
