import type { Field } from '../../form.ts'
import { useText } from '../../i18n.ts'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { LongTextField } from '../../ui/LongTextField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { HeaderValues } from './set-header.ts'

export interface HeaderFieldsProps {
  readonly fields: { readonly [Name in keyof HeaderValues]: Field<HeaderValues[Name]> }
  readonly labels: HeaderLabels
}

export type HeaderLabels = Readonly<Record<keyof HeaderValues, string>>

export function useHeaderLabels(): HeaderLabels {
  const t = useText()
  return {
    nameZh: t('web.policy.name_zh'),
    nameEn: t('web.policy.name_en'),
    orderNumber: t('web.policy.order_number'),
    issuerZh: t('web.policy.issuer_zh'),
    issuerEn: t('web.policy.issuer_en'),
    effectiveFrom: t('web.policy.from'),
    effectiveTo: t('web.policy.to'),
    source: t('web.policy.source'),
  }
}

/** The order's own facts. Those without which it is not activated may still be missing in a draft. */
export function HeaderFields({ fields, labels }: HeaderFieldsProps) {
  const t = useText()
  return (
    <>
      <TextField field={fields.nameZh} label={labels.nameZh} maxLength={120} />
      <TextField field={fields.nameEn} label={labels.nameEn} maxLength={200} />
      <TextField
        field={fields.orderNumber}
        label={labels.orderNumber}
        hint={t('web.policy.before_activation')}
        isOptional
        maxLength={120}
      />
      <TextField field={fields.issuerZh} label={labels.issuerZh} isOptional maxLength={200} />
      <TextField field={fields.issuerEn} label={labels.issuerEn} isOptional maxLength={300} />
      <DateTimeField
        field={fields.effectiveFrom}
        show="day"
        label={labels.effectiveFrom}
        isOptional
      />
      <DateTimeField
        field={fields.effectiveTo}
        show="day"
        label={labels.effectiveTo}
        hint={t('web.policy.to_hint')}
        isOptional
      />
      <LongTextField
        field={fields.source}
        label={labels.source}
        hint={t('web.policy.source_hint')}
        isOptional
        maxLength={2000}
        rows={3}
      />
    </>
  )
}
