import type { PolicySetRow } from './policy-words.ts'

/** The order itself, as it is typed. */
export interface HeaderValues {
  readonly nameZh: string
  readonly nameEn: string
  readonly orderNumber: string
  readonly issuerZh: string
  readonly issuerEn: string
  readonly effectiveFrom: string | null
  readonly effectiveTo: string | null
  readonly source: string
}

export const blankHeader: HeaderValues = {
  nameZh: '',
  nameEn: '',
  orderNumber: '',
  issuerZh: '',
  issuerEn: '',
  effectiveFrom: null,
  effectiveTo: null,
  source: '',
}

export function headerOf(set: PolicySetRow): HeaderValues {
  return {
    nameZh: set.nameZh,
    nameEn: set.nameEn,
    orderNumber: set.orderNumber ?? '',
    issuerZh: set.issuerZh,
    issuerEn: set.issuerEn,
    effectiveFrom: set.effectiveFrom,
    effectiveTo: set.effectiveTo,
    source: set.source,
  }
}

/** An order number not typed is "none yet", not an empty one. */
export function sentHeader<Values extends HeaderValues>(values: Values) {
  return { ...values, orderNumber: values.orderNumber.trim() || null }
}
