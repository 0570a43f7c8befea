import { useMemo } from 'react'
import type { policyReads } from '#kernel/policy/policy.schema.ts'
import { useFormat, useFoundText, useText } from '../../i18n.ts'
import type { AnswerOf } from '../../request.ts'
import type { RowGroup } from '../GroupedTable.tsx'

export type PolicyEntry = AnswerOf<typeof policyReads.keys>[number]
export type OpenedSet = AnswerOf<typeof policyReads.open>
export type PolicySetRow = OpenedSet['set']
export type ShownValue = OpenedSet['values'][number]
export type KeyInForce = AnswerOf<typeof policyReads.inForce>['keys'][number]
export type ComparedKey = AnswerOf<typeof policyReads.compare>['keys'][number]
type Value = ShownValue['value']

export interface PolicyWords {
  /** The key's name; a key that this version no longer knows is shown by its code. */
  key(row: { readonly key: string; readonly entry: PolicyEntry | null }): string
  /** The value with its unit, as one reads it aloud. */
  value(value: Value, entry: PolicyEntry | null): string
  option(option: string): string
  unit(unit: string): string
  area(key: string): string
}

function areaOf(key: string): string {
  return key.split('.')[0] ?? key
}

export function usePolicyWords(): PolicyWords {
  const t = useText()
  const find = useFoundText()
  const format = useFormat()
  return useMemo(() => {
    const option = (word: string) => find(`web.policy.option.${word}`) ?? word
    const unit = (word: string) => (word ? (find(`web.policy.unit.${word}`) ?? word) : '')
    const amount = (value: number, entry: PolicyEntry | null) => {
      const key = `web.policy.amount.${entry?.unit ?? ''}`
      const one = value === 1 ? find(`${key}.one`) : null
      return one ?? find(key, { value }) ?? format.number(value)
    }
    return {
      option,
      unit,
      key: ({ key, entry }) => (entry ? format.bilingual(entry) : key),
      area: (key) => find(`web.policy.area.${areaOf(key)}`) ?? areaOf(key),
      value(value, entry) {
        if (typeof value === 'boolean') return t(value ? 'web.policy.yes' : 'web.policy.no')
        if (typeof value === 'number') return amount(value, entry)
        if (typeof value === 'string') return option(value)
        return listWords(value, entry?.unit ?? '', t)
      },
    }
  }, [t, find, format])
}

function listWords(values: readonly number[], unit: string, t: ReturnType<typeof useText>): string {
  const list = values.join(' · ')
  if (unit === 'day') return t('web.policy.days_list', { list })
  if (unit === 'hour_of_day') return values.map((hour) => `${hour}:00`).join(' · ')
  return list
}

/** Rows in the order they come, under the area that the first part of their key names. */
export function groupByArea<Row extends { readonly key: string }>(
  rows: readonly Row[],
  words: PolicyWords,
): readonly RowGroup<Row>[] {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const area = areaOf(row.key)
    const group = groups.get(area)
    if (group) group.push(row)
    else groups.set(area, [row])
  }
  return [...groups].map(([key, members]) => ({ key, title: words.area(key), rows: members }))
}
