/** Where a number comes from: shown beside every clock. */
export interface PolicyBasis {
  readonly setCode: string
  readonly orderNumber: string
  readonly issuerZh: string
  readonly issuerEn: string
  readonly status: 'legal' | 'local' | 'proposed'
  readonly rule: number | null
}

export type PolicyValue = number | boolean | string | readonly number[]

/** Reads the value of a key in force on the event's date, never today's (rule 1). */
export interface PolicyReader {
  /** Throws `Refused('policy.value.none_in_force')` when no activated set holds the key on that date. */
  value(key: string, eventAt: Date): PolicyValue
  int(key: string, eventAt: Date): number
  basis(key: string, eventAt: Date): PolicyBasis
}
