import { pinyinInitials } from '../pinyin-initials.ts'
import { Select } from 'antd'
import type { UnitKind } from '#kernel/access/contract.ts'
import type { Field } from '../form.ts'
import { useFormat, useText } from '../i18n.ts'
import { type UnitRow, useUnits } from '../units.ts'
import { describedBy, FieldFrame, type FieldLook } from './FieldFrame.tsx'

export interface UnitFieldProps extends FieldLook {
  readonly field: Field<string | null>
  /** Only units of these kinds; all open units otherwise. */
  readonly kinds?: readonly UnitKind[]
}

/** A unit, found by its name in either language or by its code; the units above it stand behind the name. */
export function UnitField({ field, kinds, ...look }: UnitFieldProps) {
  const t = useText()
  const format = useFormat()
  const units = useUnits()
  const isOffered = (unit: UnitRow) =>
    unit.closedAt === null && (!kinds || kinds.includes(unit.kind))
  const options = (units?.all ?? []).filter(isOffered).map((unit) => {
    const above = units?.above(unit.code)[0]
    return {
      value: String(unit.code),
      label: above ? `${format.name(unit)} · ${format.name(above)}` : format.name(unit),
      depth: units?.above(unit.code).length ?? 0,
      words:
        `${unit.code} ${unit.nameZh} ${unit.nameEn} ${pinyinInitials(unit.nameZh)}`.toLowerCase(),
    }
  })
  return (
    <FieldFrame id={field.id} problem={field.problem} {...look}>
      <Select
        id={field.id}
        value={field.value}
        placeholder={t('web.unit.choose')}
        options={options}
        loading={units === null}
        showSearch={{
          filterOption: (typed, option) => option?.words.includes(typed.toLowerCase()) ?? false,
          // A district is meant more often than the community of the same name.
          filterSort: (a, b) => a.depth - b.depth,
        }}
        allowClear={look.isOptional ?? false}
        {...(field.problem === undefined ? {} : { status: 'error' as const })}
        aria-invalid={field.problem !== undefined}
        aria-describedby={describedBy(field.id, look, field.problem)}
        onChange={(value) => field.set(value ?? null)}
      />
    </FieldFrame>
  )
}
