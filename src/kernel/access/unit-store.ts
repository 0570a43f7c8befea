import type { Pool } from 'pg'
import { city } from '../db/scope.ts'
import type { ReadDb } from '../db/handles.ts'
import { inTransaction } from '../db/transact.ts'
import { retype } from '../retype.ts'
import type { Unit, UnitTree } from './unit-tree.ts'
import { unitTree } from './unit-tree.ts'

interface UnitTables {
  'access.unit': Unit
}

/** Reads the whole tree; a few thousand rows. */
export async function loadUnits(pool: Pool): Promise<UnitTree> {
  return inTransaction(pool, { scope: city, mode: 'read only' }, async (tx) => {
    const rows = await retype<ReadDb<UnitTables>>(tx.db)
      .selectFrom('access.unit')
      .selectAll()
      .orderBy('position')
      .orderBy('code')
      .execute()
    return unitTree(rows)
  })
}
