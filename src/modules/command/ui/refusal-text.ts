import { useCallback } from 'react'
import type { TextParams } from '#kernel/i18n/texts.ts'
import { useFormat, useFoundText } from '#web/i18n.ts'
import { useUnits } from '#web/units.ts'

const wordOf: Readonly<Record<string, readonly string[]>> = {
  state: ['command.item.state'],
  evidence: ['command.item.evidence'],
  status: ['command.directive.status'],
  act: ['command.item.act'],
}

/** The wire carries codes of units, states and kinds; a person reads their names. */
export function useNamedParams(): (params: TextParams) => TextParams {
  const find = useFoundText()
  const format = useFormat()
  const units = useUnits()
  return useCallback(
    (params) => {
      const name = (key: string, value: TextParams[string]) => {
        if (typeof value !== 'string') return value
        if (key === 'unit') {
          const unit = units?.find(value)
          return unit ? format.name(unit) : value
        }
        const words = (wordOf[key] ?? []).map((prefix) => find(`${prefix}.${value}`))
        return words.find((word) => word !== null) ?? value
      }
      return Object.fromEntries(
        Object.entries(params).map(([key, value]) => [key, name(key, value)]),
      )
    },
    [find, format, units],
  )
}

/** Why an act is refused, in one sentence with names instead of codes. */
export function useRefusalText(): (code: string, params: TextParams) => string {
  const find = useFoundText()
  const named = useNamedParams()
  return (code, params) => find(code, named(params)) ?? code
}
