import { city, type Scope } from '../db/scope.ts'
import type { AccountId, AppointmentId, PostName, SessionId, UnitCode } from './contract.ts'
import { posts } from './posts.ts'
import type { Unit } from './unit-tree.ts'

/** Who acts: an account in one of its posts at a unit. */
export interface Actor {
  readonly accountId: AccountId
  readonly appointmentId: AppointmentId
  readonly nameZh: string
  readonly nameEn: string
  readonly post: PostName
  readonly unitCode: UnitCode
  readonly scope: Scope
  /** The session it came by; absent when the demo's story or a test acts. */
  readonly session?: { readonly id: SessionId; readonly secondFactor: boolean }
}

/** The rows a post at a unit may see: everything, the districts it commands, or its street. */
export function scopeOf(
  post: PostName,
  unit: Pick<Unit, 'districtCode' | 'streetCode' | 'covers' | 'closedAt'>,
): Scope {
  if (unit.closedAt) return { kind: 'area', districts: [], streets: [], persons: [] }
  if (posts[post].reach === 'city') return city
  const covered = unit.covers.map(Number)
  const streets = covered.filter((code) => code > 999_999)
  const districts = covered.filter((code) => code <= 999_999)
  // A street's or community's officer sees the street, not the whole district.
  if (unit.streetCode) streets.push(unit.streetCode)
  else districts.push(unit.districtCode)
  return { kind: 'area', districts, streets, persons: [] }
}

/** The code by which a unit's people find rows that are not theirs but concern them. */
export function scopeCodeOf(unit: Unit): number {
  return unit.streetCode ?? unit.districtCode
}

/** What the row policy says, in code: for operations that run under the city's role. */
export function isVisible(
  { scope }: Actor,
  row: {
    readonly districtCode: number
    readonly streetCode: number | null
    readonly codes: readonly number[]
  },
): boolean {
  if (scope.kind === 'city') return true
  if (scope.kind !== 'area') return false
  const held = [...scope.districts, ...scope.streets]
  const codes = [row.districtCode, ...row.codes, ...(row.streetCode ? [row.streetCode] : [])]
  return codes.some((code) => held.includes(code))
}
