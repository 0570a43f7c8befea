import { useFormat } from '../i18n.ts'
import { useUnits } from '../units.ts'

/** A unit by its code; the code itself until the tree is known. */
export function UnitName({ code }: { readonly code: string }) {
  const format = useFormat()
  const unit = useUnits()?.find(code)
  return <span>{unit ? format.name(unit) : code}</span>
}
