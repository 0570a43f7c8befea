import { binomialProbability } from '../distributions/count-distributions.ts'

/** Spread of the average number of infectees when every infector is drawn by the model: sd and the central 95 %. */
export type InfecteeSpread = { readonly sd: number; readonly low: number; readonly high: number }

/** Cases of one day and the chance that one of them descends from the window. */
type DayChance = { readonly cases: number; readonly chance: number }

/** Above this variance the law is normal to four digits and is not added up. */
const largestVariance = 2_500
const standardScore = 1.95996398454005
const trimmed = 1e-15

/**
 * The law that the reference samples, worked out: infectees of a window are a sum of binomial counts, one per later day.
 * It has neither seed nor random error.
 */
export function describeInfecteeSpread(
  chances: readonly DayChance[],
  cohortSize: number,
): InfecteeSpread {
  let mean = 0
  let variance = 0
  for (const { cases, chance } of chances) {
    mean += cases * chance
    variance += cases * chance * (1 - chance)
  }
  const sd = Math.sqrt(variance)
  if (variance > largestVariance) {
    const low = Math.max(0, mean - standardScore * sd)
    return {
      sd: sd / cohortSize,
      low: low / cohortSize,
      high: (mean + standardScore * sd) / cohortSize,
    }
  }
  let law: Law = { least: 0, chances: [1] }
  for (const day of chances) law = addLaws(law, binomialLaw(day))
  return {
    sd: sd / cohortSize,
    low: quantileOf(law, 0.025) / cohortSize,
    high: quantileOf(law, 0.975) / cohortSize,
  }
}

/** Chances of least, least + 1, ... */
type Law = { readonly least: number; readonly chances: readonly number[] }

function binomialLaw({ cases, chance }: DayChance): Law {
  const mean = cases * chance
  const reach = 10 * Math.sqrt(mean * (1 - chance)) + 12
  const least = Math.max(0, Math.floor(mean - reach))
  const most = Math.min(cases, Math.ceil(mean + reach))
  return {
    least,
    chances: Array.from({ length: most - least + 1 }, (_, i) =>
      binomialProbability(least + i, { trials: cases, prob: chance }),
    ),
  }
}

function addLaws(a: Law, b: Law): Law {
  const sum = Array.from({ length: a.chances.length + b.chances.length - 1 }, () => 0)
  a.chances.forEach((left, i) => {
    b.chances.forEach((right, j) => {
      sum[i + j] = (sum[i + j] ?? 0) + left * right
    })
  })
  let start = 0
  let end = sum.length
  while (start < end - 1 && (sum[start] ?? 0) < trimmed) start++
  while (end > start + 1 && (sum[end - 1] ?? 0) < trimmed) end--
  return { least: a.least + b.least + start, chances: sum.slice(start, end) }
}

function quantileOf(law: Law, p: number): number {
  let below = 0
  for (let i = 0; i < law.chances.length; i++) {
    below += law.chances[i] ?? 0
    if (below >= p) return law.least + i
  }
  return law.least + law.chances.length - 1
}
