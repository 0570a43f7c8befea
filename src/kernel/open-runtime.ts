import type { Pool } from 'pg'
import { loadUnits } from './access/unit-store.ts'
import type { SettableClock } from './clock.ts'
import { loadClock } from './clock-store.ts'
import type { Module } from './module.ts'
import { loadPolicies } from './policy/policy-store.ts'
import { gatherGrants, type PurposeDoor, type Runtime } from './runtime.ts'

/** A runtime, and the way to read again what another process has changed. */
export interface OpenRuntime extends Runtime {
  refresh(): Promise<void>
}

/** Builds what every call needs from the database and the list of modules. */
export async function openRuntime(options: {
  readonly pool: Pool
  readonly clock: SettableClock
  readonly modules: readonly Module[]
  readonly purposes?: PurposeDoor
}): Promise<OpenRuntime> {
  const { pool, clock, modules } = options
  let units = await loadUnits(pool)
  let policy = await loadPolicies(pool)
  const follow = async () => {
    const setting = await loadClock(pool)
    if (setting) clock.follow(setting)
  }
  await follow()
  return {
    pool,
    clock,
    modules,
    grants: gatherGrants(modules),
    purposes: options.purposes ?? null,
    units: () => units,
    policy: () => policy,
    async refresh() {
      units = await loadUnits(pool)
      policy = await loadPolicies(pool)
      await follow()
    },
  }
}
