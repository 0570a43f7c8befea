import { useMemo } from 'react'
import { ListUnits } from '#kernel/access/unit.schema.ts'
import { type Read, useRead } from './api.ts'
import type { AnswerOf } from './request.ts'

export type UnitRow = AnswerOf<typeof ListUnits>[number]

export interface UnitIndex {
  readonly all: readonly UnitRow[]
  find(code: string): UnitRow | undefined
  /** From the parent up to the root. */
  above(code: string): readonly UnitRow[]
  /** Directly below; of null the roots. */
  below(code: string | null): readonly UnitRow[]
}

// The tree changes a few times a year; an event asks for it again when it does.
const freshMs = 10 * 60_000

export function useUnitsRead(): Read<AnswerOf<typeof ListUnits>> {
  return useRead(ListUnits, {}, { fresh: freshMs })
}

/** The whole unit tree; null until it is known. */
export function useUnits(): UnitIndex | null {
  const { data } = useUnitsRead()
  return useMemo(() => (data ? indexUnits(data) : null), [data])
}

export function indexUnits(all: readonly UnitRow[]): UnitIndex {
  const byCode = new Map<string, UnitRow>(all.map((unit) => [unit.code, unit]))
  const children = new Map<string | null, UnitRow[]>()
  for (const unit of all) {
    const list = children.get(unit.parentCode)
    if (list) list.push(unit)
    else children.set(unit.parentCode, [unit])
  }
  return {
    all,
    find: (code) => byCode.get(code),
    above(code) {
      const chain: UnitRow[] = []
      let unit = byCode.get(byCode.get(code)?.parentCode ?? '')
      while (unit && !chain.includes(unit)) {
        chain.push(unit)
        unit = byCode.get(unit.parentCode ?? '')
      }
      return chain
    },
    below: (code) => children.get(code) ?? [],
  }
}
