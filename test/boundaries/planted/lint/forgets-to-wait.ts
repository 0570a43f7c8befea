import type { Kysely } from 'kysely'

interface Tables {
  'sample.note': { text: string }
}

export async function forgetsToWait(db: Kysely<Tables>): Promise<void> {
  db.insertInto('sample.note').values({ text: 'lost' }).execute()
}

export async function forgetsInWrite(tx: Pick<Kysely<Tables>, 'updateTable'>): Promise<void> {
  tx.updateTable('sample.note').set({ text: 'lost' }).executeTakeFirst()
}
