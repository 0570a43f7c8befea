export type EpiErrorCode =
  | 'epi.empty_series'
  | 'epi.series_too_long'
  | 'epi.not_finite'
  | 'epi.negative'
  | 'epi.not_integer'
  | 'epi.too_few_points'
  | 'epi.length_mismatch'
  | 'epi.bad_parameter'
  | 'epi.bad_range'
  | 'epi.bad_date'
  | 'epi.duplicate_date'
  | 'epi.date_gap'
  | 'epi.no_convergence'
  | 'epi.not_estimable'
  | 'epi.cancelled'

export type EpiErrorParams = Readonly<Record<string, string | number | boolean>>

/** The only error that leaves src/epi on purpose: a code for the sentence, parameters for its blanks. */
export class EpiError extends Error {
  readonly code: EpiErrorCode
  readonly params: EpiErrorParams

  constructor(code: EpiErrorCode, params: EpiErrorParams = {}) {
    super(`${code} ${JSON.stringify(params)}`)
    this.name = 'EpiError'
    this.code = code
    this.params = params
  }
}
