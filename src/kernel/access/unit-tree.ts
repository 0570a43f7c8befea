import type { UnitCode, UnitKind } from './contract.ts'

/** One unit as the whole process knows it; the tree is small and read once, then on every change. */
export interface Unit {
  readonly code: UnitCode
  readonly parentCode: UnitCode | null
  readonly kind: UnitKind
  readonly nameZh: string
  readonly nameEn: string
  readonly districtCode: number
  readonly streetCode: number | null
  readonly covers: readonly string[]
  readonly position: number
  readonly closedAt: Date | null
}

export interface UnitTree {
  readonly all: readonly Unit[]
  find(code: string): Unit | undefined
  /** From the unit's parent up to the root. */
  above(code: string): readonly Unit[]
  /** The unit itself and all below it. */
  within(code: string): readonly Unit[]
}

export function unitTree(units: readonly Unit[]): UnitTree {
  const byCode = new Map<string, Unit>(units.map((unit) => [unit.code, unit]))
  const children = new Map<string, Unit[]>()
  for (const unit of units) {
    if (!unit.parentCode) continue
    const list = children.get(unit.parentCode)
    if (list) list.push(unit)
    else children.set(unit.parentCode, [unit])
  }
  return {
    all: units,
    find: (code) => byCode.get(code),
    above(code) {
      const chain: Unit[] = []
      let next = byCode.get(code)?.parentCode
      while (next) {
        const unit = byCode.get(next)
        // A loop cannot be saved, but a tree read in the middle of an import must not hang the process.
        if (!unit || chain.includes(unit)) break
        chain.push(unit)
        next = unit.parentCode
      }
      return chain
    },
    within(code) {
      const start = byCode.get(code)
      const found: Unit[] = start ? [start] : []
      for (let i = 0; i < found.length; i += 1) {
        const unit = found[i]
        if (unit) found.push(...(children.get(unit.code) ?? []))
      }
      return found
    },
  }
}
