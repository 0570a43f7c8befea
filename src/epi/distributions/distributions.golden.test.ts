import { expect } from 'vitest'
import * as z from 'zod'
import {
  expectClose,
  readGolden,
  testAgainstReference,
} from '../transmission/golden-file.fixture.ts'
import { betaQuantile } from './beta.ts'
import {
  negativeBinomialQuantile,
  negativeBinomialTails,
  poissonQuantile,
} from './count-distributions.ts'
import { gammaQuantile, gammaTails } from './gamma.ts'
import { logGamma } from './log-gamma.ts'
import { normalQuantile } from './normal.ts'
import { studentQuantile } from './student-t.ts'

const row = z.array(z.number())
const grid = z.array(row)
const schema = z.object({
  params: z.object({ p: row }),
  expected: z.object({
    nbinom: z.object({ mu: row, phi: row, q: grid }),
    nbinom_upper_tail: z.object({ mu: row, phi: row, y: row, sf: row }),
    gamma: z.object({ shape: row, scale: row, q: grid }),
    beta: z.object({ a: row, b: row, q: grid }),
    pois: z.object({ mu: row, q: grid }),
    norm: row,
    t: z.object({ df: row, q: grid }),
    pgamma_upper: z.object({ x: row, shape: row, sf: row }),
    lgamma: z.object({ x: row, y: row }),
  }),
})

const read = (): z.infer<typeof schema> => readGolden('distributions/quantiles.json', schema)
const pick = (values: readonly number[], index: number): number => values[index] ?? Number.NaN
/** R's files write some zeros as -0. */
const withoutNegativeZero = (rows: number[][]): number[][] =>
  rows.map((row) => row.map((k) => k + 0))
const strict = { rel: 1e-8, abs: 1e-300 }

testAgainstReference('negative-binomial and Poisson quantiles equal R to the last case', () => {
  const { params, expected } = read()
  const { mu, phi, q } = expected.nbinom
  const counts = mu.map((mean, i) => {
    const nb = { size: mean / (pick(phi, i) - 1), prob: 1 / pick(phi, i) }
    return params.p.map((p) => negativeBinomialQuantile(p, nb))
  })
  expect(counts).toEqual(withoutNegativeZero(q))
  const poisson = expected.pois.mu.map((mean) => params.p.map((p) => poissonQuantile(p, mean)))
  expect(poisson).toEqual(withoutNegativeZero(expected.pois.q))
})

testAgainstReference('gamma and beta quantiles equal R from shape 0.001 to 1,000,000', () => {
  const { params, expected } = read()
  const { shape, scale, q } = expected.gamma
  const gammas = shape.flatMap((one, i) =>
    params.p.map((p) => gammaQuantile(p, { shape: one, scale: pick(scale, i) })),
  )
  expectClose(gammas, q.flat(), strict)
  const { a, b } = expected.beta
  const betas = a.flatMap((one, i) =>
    params.p.map((p) => betaQuantile(p, { a: one, b: pick(b, i) })),
  )
  expectClose(betas, expected.beta.q.flat(), strict)
})

testAgainstReference('normal and t quantiles equal R from p = 1e-300 on', () => {
  const { params, expected } = read()
  const normals = params.p.map((p) => normalQuantile(p))
  expectClose(normals, expected.norm, { rel: 1e-14 })
  const ts = expected.t.df.flatMap((df) => params.p.map((p) => studentQuantile(p, df)))
  // The file allows 1e-6 in extreme rows; R's own t at df 3.5 and p 1e-300 is off by 4e-8, the rest within 1e-8.
  expectClose(ts, expected.t.q.flat(), { rel: 1e-7 })
})

testAgainstReference('upper tails and the log-gamma equal R', () => {
  const { expected } = read()
  const tail = expected.nbinom_upper_tail
  const tails = tail.mu.map((mean, i) => {
    const nb = { size: mean / (pick(tail.phi, i) - 1), prob: 1 / pick(tail.phi, i) }
    return negativeBinomialTails(pick(tail.y, i) - 1, nb).upper
  })
  // R gives 0 for a tail of 7e-275 that is a number like any other.
  expectClose(tails, tail.sf, { rel: 1e-8, abs: 1e-270 })
  const { x, shape, sf } = expected.pgamma_upper
  expectClose(
    x.map((one, i) => gammaTails(one, { shape: pick(shape, i) }).upper),
    sf,
    strict,
  )
  expectClose(expected.lgamma.x.map(logGamma), expected.lgamma.y, { rel: 1e-14 })
})
