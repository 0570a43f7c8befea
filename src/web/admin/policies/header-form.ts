import type { FormState } from '../../form.ts'
import type { HeaderValues } from './set-header.ts'

/** The fields of the order's facts, from whichever form holds them. */
export function fieldsOf<Values extends HeaderValues>(form: FormState<Values>) {
  return {
    nameZh: form.field('nameZh'),
    nameEn: form.field('nameEn'),
    orderNumber: form.field('orderNumber'),
    issuerZh: form.field('issuerZh'),
    issuerEn: form.field('issuerEn'),
    effectiveFrom: form.field('effectiveFrom'),
    effectiveTo: form.field('effectiveTo'),
    source: form.field('source'),
  }
}
