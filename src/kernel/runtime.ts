import type { Pool } from 'pg'
import type { PostName } from './access/contract.ts'
import { postNames } from './access/posts.ts'
import type { UnitTree } from './access/unit-tree.ts'
import type { SettableClock } from './clock.ts'
import type { Module } from './module.ts'
import type { PolicyReader } from './policy/policy-reader.ts'

/** The item named as purpose, asked before a person's record is read (rule 133). */
export type PurposeDoor = (
  itemId: string,
  asked: { readonly accountId: string; readonly unitCode: string },
) => Promise<{ readonly subjects: readonly string[] } | null>

/** What every call needs; one per process, holding nothing another process could not read again. */
export interface Runtime {
  readonly pool: Pool
  readonly clock: SettableClock
  readonly modules: readonly Module[]
  readonly grants: Grants
  readonly purposes: PurposeDoor | null
  units(): UnitTree
  policy(): PolicyReader
}

/** Which posts hold which permission, gathered from the modules' `access.ts`. */
export interface Grants {
  permits(post: PostName, permission: string): boolean
  postsWith(permission: string): readonly PostName[]
  readonly permissions: readonly string[]
}

export function gatherGrants(modules: readonly Module[]): Grants {
  const byPermission = new Map<string, PostName[]>()
  const pairs = modules.flatMap((module) =>
    postNames.flatMap((post) =>
      module.access[post].map((permission) => ({ module, post, permission })),
    ),
  )
  for (const { module, post, permission } of pairs) {
    if (!permission.startsWith(`${module.name}.`)) {
      throw new Error(`${module.name} grants ${permission}, which is another module's`)
    }
    byPermission.set(permission, [...(byPermission.get(permission) ?? []), post])
  }
  return {
    permits: (post, permission) => byPermission.get(permission)?.includes(post) ?? false,
    postsWith: (permission) => byPermission.get(permission) ?? [],
    permissions: [...byPermission.keys()].sort(),
  }
}
