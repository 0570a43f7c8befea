import { EpiError } from '../epi-error.ts'
import {
  requireFinite,
  requireNotNegative,
  requirePositive,
  requireProbability,
} from '../distributions/probability.ts'
import { requireSameLength, requireWhole } from '../transmission/input-check.ts'

export type CriticalCoverage = {
  /** Share to be vaccinated so that R falls to 1; above 1 it cannot be reached with this vaccine. */
  readonly coverage: number
  readonly isAttainable: boolean
}

/** Vc = (1 - 1/R0) / E; 0 where R0 is at most 1. */
export function findCriticalCoverage(
  reproductionNumber: number,
  efficacy: number,
): CriticalCoverage {
  requirePositive('reproductionNumber', reproductionNumber)
  requireProbability('efficacy', requirePositive('efficacy', efficacy))
  const coverage = requireFinite('coverage', Math.max(0, 1 - 1 / reproductionNumber) / efficacy)
  return { coverage, isAttainable: coverage <= 1 }
}

export type Mixing = {
  /** Contacts of a person of group i (row) with people of group j (column). */
  readonly contacts: readonly (readonly number[])[]
  readonly coverage: readonly number[]
  readonly efficacy: number
  /** Reproduction number when nobody is vaccinated; it fixes the scale of the matrix. */
  readonly unvaccinatedReproduction: number
}

/** Largest eigenvalue of K_ij = s C_ij (1 - E coverage_i), s chosen so that it is R0 without vaccination. */
export function reproductionUnderCoverage(mixing: Mixing): number {
  const groups = mixing.contacts.length
  requireSameLength('coverage', mixing.coverage.length, groups)
  requireProbability('efficacy', mixing.efficacy)
  requirePositive('unvaccinatedReproduction', mixing.unvaccinatedReproduction)
  for (const share of mixing.coverage) requireProbability('coverage', share)
  const bare = spectralRadius(mixing.contacts)
  if (bare === 0) throw new EpiError('epi.not_estimable', { reason: 'no contact sustains a chain' })
  const kept = mixing.contacts.map((row, i) => {
    const left = 1 - mixing.efficacy * (mixing.coverage[i] ?? 0)
    return row.map((contacts) => contacts * left)
  })
  const left = findLargestEigenvalue(Float64Array.from(kept.flat()), groups)
  return requireFinite('reproduction', mixing.unvaccinatedReproduction * (left / bare))
}

const mostGroups = 200

/**
 * Largest eigenvalue of a non-negative square matrix by repeated squaring: rho = lim |A^(2^k)|^(1/2^k). Unlike power
 * iteration it is exact to rounding also for periodic, reducible and nilpotent matrices.
 */
export function spectralRadius(matrix: readonly (readonly number[])[]): number {
  const n = requireWhole('groups', matrix.length, { least: 1, most: mostGroups })
  matrix.forEach((row, i) => {
    requireSameLength(`row ${i + 1}`, row.length, n)
    for (const value of row) requireRate(`row ${i + 1}`, value)
  })
  return findLargestEigenvalue(Float64Array.from(matrix.flat()), n)
}

/** None, or within the range whose squares are numbers. */
function requireRate(name: string, value: number): void {
  requireNotNegative(name, value)
  if (value !== 0 && (value < 1e-100 || value > 1e100))
    throw new EpiError('epi.bad_parameter', { name, value })
}

function findLargestEigenvalue(matrix: Float64Array, n: number): number {
  let power = matrix
  let logarithm = 0
  let weight = 1
  for (let round = 0; round < 60; round++) {
    const largest = power.reduce((most, value) => Math.max(most, value), 0)
    if (largest === 0) return 0
    logarithm += weight * Math.log(largest)
    weight /= 2
    power = squareScaled(power, { n, scale: 1 / largest })
  }
  return Math.exp(logarithm)
}

type Scaling = { readonly n: number; readonly scale: number }

function squareScaled(matrix: Float64Array, { n, scale }: Scaling): Float64Array {
  const square = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const left = (matrix[i * n + k] ?? 0) * scale
      if (left !== 0) addRow(square, matrix, { to: i * n, from: k * n, n, factor: left * scale })
    }
  }
  return square
}

type RowSum = {
  readonly to: number
  readonly from: number
  readonly n: number
  readonly factor: number
}

function addRow(square: Float64Array, matrix: Float64Array, row: RowSum): void {
  for (let j = 0; j < row.n; j++) {
    square[row.to + j] = (square[row.to + j] ?? 0) + row.factor * (matrix[row.from + j] ?? 0)
  }
}
