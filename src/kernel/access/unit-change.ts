import { sql } from 'kysely'
import type { WriteDb } from '../db/handles.ts'
import type { WriteCtx } from '../module.ts'
import type { AccessTables } from './access.module.ts'
import type { UnitCode } from './contract.ts'

/** One change of the tree at a time: two moves that are each right can be a loop together. */
export async function lockUnits(db: WriteDb<AccessTables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('access.unit'))`.execute(db)
}

/** Tells every process to read the tree again and to ask anew whose session sees what, and the screens. */
export async function announceUnits(
  ctx: Pick<WriteCtx<AccessTables>, 'tx' | 'publish'>,
  code: UnitCode | null,
): Promise<void> {
  await sql`select pg_notify('bulwark_cache', 'units'), pg_notify('bulwark_access', '*')`.execute(
    ctx.tx,
  )
  ctx.publish('access.unit.changed', { id: code ?? 'all' })
}
