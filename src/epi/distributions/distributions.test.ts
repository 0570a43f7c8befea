import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EpiError } from '../epi-error.ts'
import { betaCdf, betaDensity, betaQuantile } from './beta.ts'
import {
  binomialProbability,
  binomialQuantile,
  binomialTails,
  negativeBinomialOf,
  negativeBinomialProbability,
  negativeBinomialQuantile,
  negativeBinomialTails,
  poissonProbability,
  poissonQuantile,
  poissonTails,
} from './count-distributions.ts'
import {
  chiSquareQuantile,
  chiSquareTails,
  gammaCdf,
  gammaDensity,
  gammaQuantile,
} from './gamma.ts'
import { logBeta, logGamma } from './log-gamma.ts'
import { normalCdf, normalDensity, normalQuantile, normalTails } from './normal.ts'
import { digamma, trigamma } from './polygamma.ts'
import { fQuantile, fTails, studentPValue, studentQuantile, studentTails } from './student-t.ts'

const chance = fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true })
const shape = fc.double({ min: -3, max: 5, noNaN: true }).map((power) => 10 ** power)

test('textbook values come out to the last printed digit', () => {
  expect(chiSquareQuantile(0.95, 1)).toBeCloseTo(3.841458820694124, 12)
  expect(studentQuantile(0.975, 10)).toBeCloseTo(2.228138851986275, 12)
  expect(fQuantile(0.95, { df1: 3, df2: 10 })).toBeCloseTo(3.7082648190468435, 10)
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14)
  expect(normalCdf(1.959963984540054)).toBeCloseTo(0.975, 14)
  expect(normalTails(-38).lower).toBeCloseTo(0, 300)
  expect(normalTails(10).upper / 7.61985302416053e-24).toBeCloseTo(1, 12)
  expect(binomialTails(3, { trials: 10, prob: 0.5 }).lower).toBeCloseTo(176 / 1024, 14)
  expect(chiSquareTails(3.841458820694124, 1).upper).toBeCloseTo(0.05, 13)
  expect(studentPValue(2.228138851986275, 10)).toBeCloseTo(0.05, 13)
  expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 14)
  expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 14)
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 14)
  expect(logBeta(1e10, 3) / (Math.log(2) - 3 * Math.log(1e10))).toBeCloseTo(1, 9)
})

test('the quantile of a probability has that probability again, at any shape', () => {
  fc.assert(
    fc.property(chance, shape, (p, one) => {
      const x = gammaQuantile(p, { shape: one })
      if (x > 1e-300) expect(Math.abs(gammaCdf(x, { shape: one }) - p)).toBeLessThan(1e-11)
    }),
  )
  fc.assert(
    fc.property(chance, shape, shape, (p, a, b) => {
      const x = betaQuantile(p, { a, b })
      if (x > 1e-300 && x < 1 - 1e-12)
        expect(Math.abs(betaCdf(x, { a, b }) / p - 1)).toBeLessThan(1e-3)
    }),
  )
  fc.assert(
    fc.property(chance, fc.double({ min: 0.5, max: 1e6, noNaN: true }), (p, df) => {
      expect(Math.abs(studentTails(studentQuantile(p, df), df).lower - p)).toBeLessThan(1e-11)
    }),
  )
  fc.assert(
    fc.property(
      chance,
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 1, max: 300 }),
      (p, df1, df2) => {
        expect(Math.abs(fTails(fQuantile(p, { df1, df2 }), { df1, df2 }).lower - p)).toBeLessThan(
          1e-11,
        )
      },
    ),
  )
})

test('a count quantile is the smallest count that reaches the probability', () => {
  const mean = fc.double({ min: -2, max: 5, noNaN: true }).map((power) => 10 ** power)
  fc.assert(
    fc.property(chance, mean, mean, (p, one, size) => {
      const nb = negativeBinomialOf(one, size)
      const k = negativeBinomialQuantile(p, nb)
      expect(negativeBinomialTails(k, nb).lower).toBeGreaterThanOrEqual(p * (1 - 1e-12))
      expect(negativeBinomialTails(k - 1, nb).lower).toBeLessThan(p + 1e-12)
      const count = poissonQuantile(p, one)
      expect(poissonTails(count, one).lower).toBeGreaterThanOrEqual(p * (1 - 1e-12))
      expect(poissonTails(count - 1, one).lower).toBeLessThan(p + 1e-12)
    }),
  )
  fc.assert(
    fc.property(chance, fc.integer({ min: 1, max: 5000 }), chance, (p, trials, prob) => {
      const k = binomialQuantile(p, { trials, prob })
      expect(binomialTails(k, { trials, prob }).lower).toBeGreaterThanOrEqual(p * (1 - 1e-12))
      expect(binomialTails(k - 1, { trials, prob }).lower).toBeLessThan(p + 1e-12)
    }),
  )
})

test('probabilities of counts add up to their distribution function', () => {
  const nb = negativeBinomialOf(7.5, 0.4)
  let [poisson, negative, binomial] = [0, 0, 0]
  for (let k = 0; k <= 40; k += 1) {
    poisson += poissonProbability(k, 12.5)
    negative += negativeBinomialProbability(k, nb)
    binomial += binomialProbability(k, { trials: 60, prob: 0.3 })
    expect(poissonTails(k, 12.5).lower).toBeCloseTo(poisson, 13)
    expect(negativeBinomialTails(k, nb).lower).toBeCloseTo(negative, 13)
    expect(binomialTails(k, { trials: 60, prob: 0.3 }).lower).toBeCloseTo(binomial, 13)
  }
})

test('a density is the slope of its distribution function', () => {
  const slope = (cdf: (x: number) => number, x: number): number =>
    (cdf(x + 1e-5) - cdf(x - 1e-5)) / 2e-5
  const gamma = { shape: 3.2, scale: 1.7 }
  const beta = { a: 0.7, b: 4 }
  expect(gammaDensity(4, gamma)).toBeCloseTo(
    slope((x) => gammaCdf(x, gamma), 4),
    8,
  )
  expect(betaDensity(0.2, beta)).toBeCloseTo(
    slope((x) => betaCdf(x, beta), 0.2),
    7,
  )
  expect(normalDensity(0.8)).toBeCloseTo(slope(normalCdf, 0.8), 8)
})

test('the ends of the line are answered or refused with a code, never with NaN or an infinity', () => {
  expect(gammaQuantile(0, { shape: 2 })).toBe(0)
  expect(betaQuantile(1, { a: 2, b: 3 })).toBe(1)
  expect(poissonQuantile(0.5, 0)).toBe(0)
  expect(binomialQuantile(1, { trials: 9, prob: 0.1 })).toBe(9)
  for (const wrong of [
    (): number => normalQuantile(0),
    (): number => normalQuantile(Number.NaN),
    (): number => normalQuantile(1.5),
    (): number => gammaQuantile(1, { shape: 2 }),
    (): number => gammaQuantile(0.5, { shape: -1 }),
    (): number => gammaQuantile(0.5, { shape: Infinity }),
    (): number => betaQuantile(0.5, { a: 0, b: 1 }),
    (): number => poissonQuantile(0.5, -1),
    (): number => negativeBinomialQuantile(0.5, { size: 1, prob: 0 }),
    (): number => binomialProbability(0.5, { trials: 3, prob: 0.5 }),
    (): number => studentQuantile(0.5, 0),
    (): number => logGamma(0),
  ]) {
    expect(wrong).toThrow(EpiError)
  }
})
