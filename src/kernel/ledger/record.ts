import { createHash, randomBytes } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { Actor } from '../access/actor.ts'
import { inTransaction } from '../db/transact.ts'
import type { Operation } from '../module.ts'
import type { Runtime } from '../runtime.ts'
import { canonicalJson } from './canonical-json.ts'

/** The thing an entry is about: a kind and an id, never a name. */
export interface Subject {
  readonly kind: string
  readonly id: string
}

interface Act {
  readonly action: string
  readonly content: unknown
  readonly subject: Subject | null
}

/** The subject of an answer or an input that carries an `id`. */
export function subjectOf(value: unknown): Subject | null {
  if (typeof value !== 'object' || value === null || !('id' in value)) return null
  return typeof value.id === 'string' ? { kind: 'id', id: value.id } : null
}

/** The ten values of one entry: `finish-write` binds them as $1 … $10. The content itself is not stored. */
export function ledgerRow(actor: Actor | null, at: Date, act: Act): unknown[] {
  const salt = randomBytes(16)
  return [
    uuidv7(),
    at,
    actor?.accountId ?? null,
    actor?.post ?? null,
    actor?.unitCode ?? null,
    act.action,
    act.subject?.kind ?? null,
    act.subject?.id ?? null,
    commit(salt, act.content),
    salt,
  ]
}

/** SHA-256 over salt and canonical JSON: whoever holds both can prove the content, nobody else guess it. */
export function commit(salt: Buffer, content: unknown): Buffer {
  return createHash('sha256').update(salt).update(canonicalJson(content)).digest()
}

/** Records that a person's record was opened, by whom and for which item (rule 133). */
export async function recordLook(
  runtime: Runtime,
  operation: Operation,
  look: { readonly actor: Actor; readonly purpose: string; readonly input: unknown },
): Promise<void> {
  const row = ledgerRow(look.actor, runtime.clock.real(), {
    action: `look:${operation.endpoint.permission}`,
    content: look.input,
    subject: { kind: 'purpose', id: look.purpose },
  })
  const options = {
    scope: look.actor.scope,
    mode: 'read write',
    accountId: look.actor.accountId,
  } as const
  await inTransaction(runtime.pool, options, async ({ client }) => {
    await client.query(
      `with entry as (
         insert into ledger.pending
           (id, at, account_id, post, unit_code, action, subject_kind, subject_id, commitment)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9))
       insert into ledger.salt (entry_id, salt) values ($1, $10)`,
      row,
    )
  })
}
