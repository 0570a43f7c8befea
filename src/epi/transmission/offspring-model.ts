import { gammaQuantile, gammaTails } from '../distributions/gamma.ts'
import { requirePositive } from '../distributions/probability.ts'
import { EpiError } from '../epi-error.ts'
import { logGammaStep } from './gamma-step.ts'
import { requireInnerFraction, requireWhole } from './input-check.ts'

/** Mean R and dispersion k of the number of people one case infects; a small k means few cases infect most. */
export type OffspringModel = { readonly reproduction: number; readonly dispersion: number }

/** Beyond these no disease lies and the powers leave the range of numbers. */
const allowed = { reproduction: [1e-9, 1e6], dispersion: [1e-9, 1e9] } as const

function requireModel(model: OffspringModel): void {
  for (const name of ['reproduction', 'dispersion'] as const) {
    const value = requirePositive(name, model[name])
    const [least, most] = allowed[name]
    if (value < least || value > most)
      throw new EpiError('epi.bad_parameter', { name, value, least, most })
  }
}

export type Introductions = OffspringModel & { readonly introductions?: number }

/** Smallest root of q = (1 + R/k (1-q))^-k, to the power of the number of introductions. */
export function extinctionProbability(model: Introductions): number {
  requireModel(model)
  const introductions = requireWhole('introductions', model.introductions ?? 1, { least: 1 })
  const { reproduction, dispersion } = model
  if (reproduction <= 1) return 1
  const ratio = reproduction / dispersion
  let q = 0
  // Newton from 0 climbs towards the smallest root without passing it, because the generating function is convex.
  for (let round = 0; round < 500; round++) {
    const inside = Math.log1p(ratio * (1 - q))
    const excess = Math.exp(-dispersion * inside) - q
    const slope = reproduction * Math.exp(-(dispersion + 1) * inside) - 1
    const next = q - excess / slope
    if (!(next > q) || next >= 1) break
    q = next
  }
  return q ** introductions
}

/** Logarithm of the chance that a chain started by one case ends with exactly `size` cases. */
export function chainSizeLogProbability(size: number, model: OffspringModel): number {
  const { reproduction, dispersion } = model
  const ratio = reproduction / dispersion
  let logarithm = (size - 1) * Math.log(ratio)
  logarithm -= (dispersion * size + size - 1) * Math.log1p(ratio)
  logarithm += logGammaStep(dispersion * size, size - 1)
  return logarithm - logGammaStep(1, size)
}

/** Chance of a final chain size of 1, 2, ... `most` cases; the rest of 1 is larger or unlimited chains. */
export function listChainSizeProbabilities(model: OffspringModel, most: number): number[] {
  requireModel(model)
  requireWhole('most', most, { least: 1, most: 10_000 })
  return Array.from({ length: most }, (_, i) => Math.exp(chainSizeLogProbability(i + 1, model)))
}

/** People one case can have infected; a law that reaches further describes no disease. */
const widestOffspring = 2_000_000

/**
 * Share of the most infectious cases behind `share` of transmission, counting whole infectees (Endo 2020). An infectee's
 * infector follows the size-biased law, which is 1 + a negative binomial with k + 1 and mean R (k+1)/k.
 */
export function shareOfCasesBehind(share: number, model: OffspringModel): number {
  requireInnerFraction('share', share)
  requireModel(model)
  const { reproduction, dispersion } = model
  const logStep = Math.log(reproduction / (reproduction + dispersion))
  const target = 1 - share
  // Logarithms, because the chance of no infectee underflows long before a large R stops making sense.
  let logBiased = -(dispersion + 1) * Math.log1p(reproduction / dispersion)
  let logMass = -dispersion * Math.log1p(reproduction / dispersion)
  let biasedBelow = 0
  let below = Math.exp(logMass)
  // Walk up the two laws together: `biased` is at x, `mass` and `below` at x + 1 offspring.
  for (let x = 0; x < widestOffspring; x++) {
    const biased = Math.exp(logBiased)
    logMass += Math.log((dispersion + x) / (x + 1)) + logStep
    const mass = Math.exp(logMass)
    if (biasedBelow + biased >= target) {
      const part = (target - biasedBelow) / biased
      return Math.min(1, Math.max(0, 1 - below - mass * part))
    }
    below += mass
    biasedBelow += biased
    logBiased += Math.log((dispersion + 1 + x) / (x + 1)) + logStep
  }
  throw new EpiError('epi.no_convergence', { name: 'share', reproduction, dispersion })
}

/**
 * Share of the most infectious cases behind `share` of transmission when infectiousness itself is the gamma law
 * (Lloyd-Smith 2005): it depends on k alone.
 */
export function shareOfInfectiousnessBehind(share: number, dispersion: number): number {
  requireInnerFraction('share', share)
  requireModel({ reproduction: 1, dispersion })
  // Infectiousness weighted by itself follows the gamma law with a shape one larger.
  const cut = gammaQuantile(share, { shape: dispersion + 1 }, 'upper')
  return gammaTails(cut, { shape: dispersion }).upper
}
