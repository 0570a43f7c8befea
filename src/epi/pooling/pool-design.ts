import { requireProbability } from '../distributions/probability.ts'
import { requireInnerFraction, requireWhole } from '../transmission/input-check.ts'

/** Tests spent per person for one way of pooling, with the pool size that spends least. */
export type PoolDesign = {
  readonly size: number
  readonly testsPerPerson: number
  /** False where pooling costs at least as many tests as testing everybody alone. */
  readonly isWorthwhile: boolean
}

export type StagedDesign = {
  readonly firstSize: number
  readonly secondSize: number
  readonly testsPerPerson: number
  readonly isWorthwhile: boolean
}

export type SizeLimit = { readonly mostSize: number }

/** 1 - (1-p)^n without losing the digits of a small p. */
function chanceOfPositivePool(prevalence: number, size: number): number {
  return prevalence === 1 ? 1 : -Math.expm1(size * Math.log1p(-prevalence))
}

/** Dorfman 1943: pools of n, members of a positive pool tested alone; E/N = 1/n + 1-(1-p)^n. */
export function countDorfmanTests(prevalence: number, size: number): number {
  requireProbability('prevalence', prevalence)
  requireWhole('size', size, { least: 1 })
  return size === 1 ? 1 : 1 / size + chanceOfPositivePool(prevalence, size)
}

/** The Dorfman size of least cost; size 1 (everybody alone) where no pool saves a test. */
export function findDorfmanSize(
  prevalence: number,
  limit: SizeLimit = { mostSize: 200 },
): PoolDesign {
  const best = searchSize(limit, (size) => countDorfmanTests(prevalence, size))
  return best.isWorthwhile ? best : { size: 1, testsPerPerson: 1, isWorthwhile: false }
}

/** Square array without a master pool: rows and columns pooled, crossings tested; 2/n + p + q(1-q^(n-1))^2. */
export function countArrayTests(prevalence: number, size: number): number {
  requireProbability('prevalence', prevalence)
  requireWhole('size', size, { least: 2 })
  const crossing = chanceOfPositivePool(prevalence, size - 1)
  return 2 / size + prevalence + (1 - prevalence) * crossing ** 2
}

/** The array size of least cost, reported even where it costs more than testing alone. */
export function findArraySize(
  prevalence: number,
  limit: SizeLimit = { mostSize: 200 },
): PoolDesign {
  return searchSize(limit, (size) => countArrayTests(prevalence, size))
}

export type StageSizes = { readonly firstSize: number; readonly secondSize: number }

/** Three stages, the second size dividing the first: 1/n1 + (1-q^n1)/n2 + (1-q^n2). */
export function countStagedTests(prevalence: number, sizes: StageSizes): number {
  requireProbability('prevalence', prevalence)
  const { firstSize, secondSize } = sizes
  requireWhole('firstSize', firstSize, { least: 2 })
  requireWhole('secondSize', secondSize, { least: 2, most: firstSize })
  requireWhole('firstSize / secondSize', firstSize / secondSize, { least: 1 })
  return (
    1 / firstSize +
    chanceOfPositivePool(prevalence, firstSize) / secondSize +
    chanceOfPositivePool(prevalence, secondSize)
  )
}

/** The three-stage sizes of least cost, reported even where they cost more than testing alone. */
export function findStagedSizes(
  prevalence: number,
  limit: SizeLimit = { mostSize: 120 },
): StagedDesign {
  requireProbability('prevalence', prevalence)
  requireWhole('mostSize', limit.mostSize, { least: 4, most: 10_000 })
  let best = { firstSize: 0, secondSize: 0, testsPerPerson: Infinity }
  for (let secondSize = 2; secondSize * 2 <= limit.mostSize; secondSize++) {
    for (let firstSize = secondSize * 2; firstSize <= limit.mostSize; firstSize += secondSize) {
      const testsPerPerson = countStagedTests(prevalence, { firstSize, secondSize })
      if (testsPerPerson < best.testsPerPerson) best = { firstSize, secondSize, testsPerPerson }
    }
  }
  return { ...best, isWorthwhile: best.testsPerPerson < 1 }
}

function searchSize(limit: SizeLimit, cost: (size: number) => number): PoolDesign {
  requireWhole('mostSize', limit.mostSize, { least: 2, most: 10_000 })
  let best = { size: 2, testsPerPerson: cost(2) }
  for (let size = 3; size <= limit.mostSize; size++) {
    const testsPerPerson = cost(size)
    if (testsPerPerson < best.testsPerPerson) best = { size, testsPerPerson }
  }
  return { ...best, isWorthwhile: best.testsPerPerson < 1 }
}

export type PoolTest = {
  readonly prevalence: number
  readonly size: number
  readonly sensitivity: number
  readonly specificity: number
}

/** What Dorfman pooling does to people when the test errs: both stages must be positive for a person to be. */
export type PoolAccuracy = {
  readonly testsPerPerson: number
  readonly sensitivity: number
  readonly specificity: number
  /** Null where nobody is called positive, because then the share of true ones has no value. */
  readonly positivePredictiveValue: number | null
  /** Null where nobody is called negative. */
  readonly negativePredictiveValue: number | null
}

/** Dorfman pooling with an imperfect test that errs independently in both stages (no dilution). */
export function assessPoolAccuracy(test: PoolTest): PoolAccuracy {
  const p = requireProbability('prevalence', test.prevalence)
  const size = requireWhole('size', test.size, { least: 2 })
  const se = requireProbability('sensitivity', test.sensitivity)
  const sp = requireProbability('specificity', test.specificity)
  const positivePool = chanceOfPositivePool(p, size)
  const othersPositive = chanceOfPositivePool(p, size - 1)
  const sensitivity = se * se
  const falseAlarm = (1 - sp) * (se * othersPositive + (1 - sp) * (1 - othersPositive))
  const calledPositive = p * sensitivity + (1 - p) * falseAlarm
  const calledNegative = p * (1 - sensitivity) + (1 - p) * (1 - falseAlarm)
  return {
    testsPerPerson: 1 / size + se * positivePool + (1 - sp) * (1 - positivePool),
    sensitivity,
    specificity: 1 - falseAlarm,
    positivePredictiveValue: calledPositive > 0 ? (p * sensitivity) / calledPositive : null,
    negativePredictiveValue:
      calledNegative > 0 ? ((1 - p) * (1 - falseAlarm)) / calledNegative : null,
  }
}

/** The prevalence that a share of positive pools stands for: 1-(1-share)^(1/n), the maximum-likelihood estimate. */
export function estimatePoolPrevalence(shareOfPositivePools: number, size: number): number {
  requireWhole('size', size, { least: 1 })
  if (shareOfPositivePools === 0 || shareOfPositivePools === 1) return shareOfPositivePools
  requireInnerFraction('shareOfPositivePools', shareOfPositivePools)
  return -Math.expm1(Math.log1p(-shareOfPositivePools) / size)
}
