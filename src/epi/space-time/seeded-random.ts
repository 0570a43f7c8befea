import { requireProbability } from '../distributions/probability.ts'

/**
 * Small fast counter-based generator (sfc32): the same seed gives the same draws on every machine. Each replicate has a
 * stream of its own, so that results do not depend on how replicates are shared out among workers.
 */
export class SeededRandom {
  #a: number
  #b: number
  #c: number
  #count = 1

  constructor(seed: number, stream: number = 0) {
    this.#a = scramble(Math.floor(seed / 4_294_967_296) ^ 0x9e3779b9)
    this.#b = scramble(seed >>> 0)
    this.#c = scramble((stream >>> 0) ^ 0x85ebca6b)
    for (let i = 0; i < 15; i++) this.next32()
  }

  /** A whole number from 0 to 2^32 - 1. */
  next32(): number {
    const sum = (this.#a + this.#b + this.#count) | 0
    this.#count = (this.#count + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (this.#c << 21) | (this.#c >>> 11)
    this.#c = (this.#c + sum) | 0
    return sum >>> 0
  }

  /** A fraction from 0 up to but not including 1, with 53 random bits. */
  next(): number {
    return ((this.next32() >>> 5) * 67_108_864 + (this.next32() >>> 6)) / 9_007_199_254_740_992
  }

  /** A whole number from 0 to bound - 1, each equally likely. */
  below(bound: number): number {
    return Math.floor(this.next() * bound)
  }

  /** Successes in `trials` draws. Few expected ones are counted by their gaps, many by rejection. */
  binomial(trials: number, chance: number): number {
    requireProbability('chance', chance)
    if (chance > 0.5) return trials - this.binomial(trials, 1 - chance)
    if (trials === 0 || chance === 0) return 0
    return trials * chance < 10 ? this.#countGaps(trials, chance) : this.#reject(trials, chance)
  }

  #countGaps(trials: number, chance: number): number {
    const logMiss = Math.log1p(-chance)
    let successes = -1
    let passed = 0
    while (passed <= trials) {
      passed += Math.floor(Math.log(1 - this.next()) / logMiss) + 1
      successes++
    }
    return successes
  }

  /** Hoermann 1993, algorithm BTRS: transformed rejection with squeeze. */
  #reject(trials: number, chance: number): number {
    const spread = Math.sqrt(trials * chance * (1 - chance))
    const b = 1.15 + 2.53 * spread
    const a = -0.0873 + 0.0248 * b + 0.01 * chance
    const centre = trials * chance + 0.5
    const quick = 0.92 - 4.2 / b
    const mode = Math.floor((trials + 1) * chance)
    const alpha = (2.83 + 5.1 / b) * spread
    const odds = Math.log(chance / (1 - chance))
    const top = logFactorial(mode) + logFactorial(trials - mode)
    for (;;) {
      const u = this.next() - 0.5
      const v = this.next()
      const us = 0.5 - Math.abs(u)
      const k = Math.floor(((2 * a) / us + b) * u + centre)
      if (k < 0 || k > trials) continue
      if (us >= 0.07 && v <= quick) return k
      const bound = top - logFactorial(k) - logFactorial(trials - k) + (k - mode) * odds
      if (Math.log((v * alpha) / (a / (us * us) + b)) <= bound) return k
    }
  }
}

function scramble(value: number): number {
  let x = value | 0
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad)
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97)
  return x ^ (x >>> 15)
}

function logFactorial(n: number): number {
  if (n < 20) {
    let product = 1
    for (let i = 2; i <= n; i++) product *= i
    return Math.log(product)
  }
  const f = 1 / (n * n)
  const series = (1 / 12 - f * (1 / 360 - f / 1260)) / n
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + series
}
