import type { WriteDb } from '../db/handles.ts'
import type { AccessTables, CredentialRow } from './access.module.ts'
import type { AccountId, AppointmentId } from './contract.ts'
import { posts } from './posts.ts'

/** What an account proves itself with, and the posts it may enter by; the one used last stands first. */
export interface Credential extends CredentialRow {
  readonly username: string
  readonly appointments: readonly { readonly id: AppointmentId; readonly decides: boolean }[]
}

type Db = WriteDb<AccessTables>

/** Finds and locks it. None: no such name, a closed account, or one that has never had a password. */
export async function findCredential(
  db: Db,
  wanted: string | { readonly accountId: AccountId },
): Promise<Credential | null> {
  const row = await db
    .selectFrom('access.credential as credential')
    .innerJoin('access.account as account', 'account.id', 'credential.accountId')
    .selectAll('credential')
    .select('account.username')
    .where('account.closedAt', 'is', null)
    .where('credential.passwordHash', 'is not', null)
    .where((is) =>
      typeof wanted === 'string'
        ? is('account.username', '=', wanted)
        : is('account.id', '=', wanted.accountId),
    )
    .forUpdate('credential')
    .executeTakeFirst()
  return row ? { ...row, appointments: await enterable(db, row.accountId) } : null
}

async function enterable(db: Db, accountId: AccountId): Promise<Credential['appointments']> {
  const rows = await db
    .selectFrom('access.appointment as held')
    .innerJoin('access.unit', 'access.unit.code', 'held.unitCode')
    .select(['held.id', 'held.post'])
    .select((of) =>
      of
        .selectFrom('access.session')
        .whereRef('access.session.appointmentId', '=', 'held.id')
        .where('access.session.accountId', '=', accountId)
        .select((inner) => inner.fn.max('access.session.createdAt').as('at'))
        .as('lastUsedAt'),
    )
    .where('held.accountId', '=', accountId)
    .where('held.toAt', 'is', null)
    .where('access.unit.closedAt', 'is', null)
    .orderBy('lastUsedAt', (order) => order.desc().nullsLast())
    .orderBy('held.fromAt')
    .execute()
  return rows.map(({ id, post }) => ({ id, decides: posts[post].decides }))
}
