import { EpiError } from '../epi-error.ts'
import type { Interval } from './dispersion-fit.ts'
import { dispersionRange, findProfileInterval, maximiseDispersion } from './dispersion-fit.ts'
import { digammaStep } from './gamma-step.ts'
import { requireCounts, requireWhole } from './input-check.ts'
import { chainSizeLogProbability } from './offspring-model.ts'

export type ChainSizeFit = {
  readonly chains: number
  readonly reproduction: number
  /** Null when the sizes are no more dispersed than Poisson transmission gives. */
  readonly dispersion: number | null
  readonly logLikelihood: number
  readonly reproductionInterval: Interval
  readonly dispersionInterval: Interval
}

const largestChain = 1_000_000

type Sizes = readonly (readonly [size: number, chains: number])[]

/**
 * R and k from the final sizes of chains that have ended (Blumberg & Lloyd-Smith 2013). The R of greatest likelihood is
 * 1 - chains/cases whatever k is, so only k is searched.
 */
export function fitChainSizes(clusterSizes: readonly number[]): ChainSizeFit {
  const sizes = tabulateSizes(clusterSizes)
  const chains = clusterSizes.length
  const cases = clusterSizes.reduce((sum, size) => sum + size, 0)
  if (cases === chains)
    throw new EpiError('epi.not_estimable', { reason: 'every chain is one case' })
  const reproduction = 1 - chains / cases
  const dispersion = maximiseDispersion(likelihoodOfDispersion(sizes, reproduction))
  const k = dispersion ?? dispersionRange.most
  const greatest = logLikelihood(sizes, { reproduction, dispersion: k })
  return {
    chains,
    reproduction,
    dispersion,
    logLikelihood: greatest,
    reproductionInterval: findProfileInterval((r) => profileOfReproduction(sizes, r), {
      top: reproduction,
      least: reproduction / 1e6,
      most: 1e6,
      greatest,
    }),
    dispersionInterval: findProfileInterval(
      (value) => logLikelihood(sizes, { reproduction, dispersion: value }),
      { ...dispersionRange, top: k, greatest },
    ),
  }
}

function tabulateSizes(clusterSizes: readonly number[]): Sizes {
  requireCounts('clusterSizes', clusterSizes)
  const table = new Map<number, number>()
  for (const size of clusterSizes) {
    requireWhole('clusterSize', size, { least: 1, most: largestChain })
    table.set(size, (table.get(size) ?? 0) + 1)
  }
  return [...table].sort(([a], [b]) => a - b)
}

function logLikelihood(
  sizes: Sizes,
  model: { readonly reproduction: number; readonly dispersion: number },
): number {
  return sizes.reduce((sum, [size, n]) => sum + n * chainSizeLogProbability(size, model), 0)
}

function profileOfReproduction(sizes: Sizes, reproduction: number): number {
  const k = maximiseDispersion(likelihoodOfDispersion(sizes, reproduction)) ?? dispersionRange.most
  return logLikelihood(sizes, { reproduction, dispersion: k })
}

function likelihoodOfDispersion(
  sizes: Sizes,
  reproduction: number,
): { value: (k: number) => number; slope: (k: number) => number } {
  return {
    value: (k) => logLikelihood(sizes, { reproduction, dispersion: k }),
    slope: (k) =>
      sizes.reduce((sum, [size, n]) => sum + n * slopeOfSize(size, { reproduction, k }), 0),
  }
}

function slopeOfSize(
  size: number,
  { reproduction, k }: { readonly reproduction: number; readonly k: number },
): number {
  let slope = -(size - 1) / k - size * Math.log1p(reproduction / k)
  slope += ((k * size + size - 1) * reproduction) / (k * (k + reproduction))
  return slope + size * digammaStep(k * size, size - 1)
}
