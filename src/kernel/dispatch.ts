import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Actor } from './access/actor.ts'
import { city, nobody, type Scope, work } from './db/scope.ts'
import { inTransaction, type Transaction } from './db/transact.ts'
import { AppError, Forbidden, Invalid, Missing, Refused } from './errors.ts'
import { canonicalJson } from './ledger/canonical-json.ts'
import { type Attempt, findAnswer, keepAnswer } from './idempotency.ts'
import { recordLook, subjectOf } from './ledger/record.ts'
import type { Operation, TypedOperation } from './module.ts'
import { retype } from './retype.ts'
import type { Runtime } from './runtime.ts'
import { writeContext } from './write-context.ts'

/** One request, wherever it came from: HTTP, a test, the demo's story. */
export interface Call {
  readonly input: unknown
  readonly actor: Actor | null
  /** Chosen by the client, the same for a repeated attempt. Reads need none. */
  readonly idempotencyKey?: string | undefined
  /** The item a person's record is read for. */
  readonly purpose?: string | undefined
}

/** Permission → parse → transaction in the actor's scope → run → record → parse the answer → commit. */
export async function dispatch<Input extends z.ZodType, Output extends z.ZodType>(
  runtime: Runtime,
  operation: TypedOperation<Input, Output>,
  call: Call,
): Promise<z.output<Output>>
export async function dispatch(runtime: Runtime, operation: Operation, call: Call): Promise<unknown>
export async function dispatch(
  runtime: Runtime,
  operation: Operation,
  call: Call,
): Promise<unknown> {
  checkPermission(runtime, operation, call.actor)
  const input = parseInput(operation, call.input)
  return operation.kind === 'read'
    ? runRead(runtime, operation, { ...call, input })
    : runWrite(runtime, operation, { ...call, input })
}

function checkPermission(runtime: Runtime, { endpoint }: Operation, actor: Actor | null): void {
  const { permission } = endpoint
  if (permission === 'anyone') return
  if (!actor) throw new AppError(401, 'kernel.access.sign_in_needed')
  if (permission === 'signed_in' || runtime.grants.permits(actor.post, permission)) return
  throw new Forbidden('kernel.access.not_permitted', {
    posts: runtime.grants.postsWith(permission).join(','),
    permission,
  })
}

function parseInput({ endpoint }: Operation, input: unknown): unknown {
  const parsed = endpoint.input.safeParse(input)
  if (parsed.success && holdsUnstorable(parsed.data)) throw new Invalid('kernel.unreadable')
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map((issue) => ({
    path: issue.path.map(String).join('.'),
    problem: issue.code,
  }))
  throw new Invalid('kernel.invalid', { count: fields.length }, fields)
}

// The database takes neither NUL nor half a character: a text would come back otherwise than it was written.
const unstorable = /\0|\p{Surrogate}/u

function holdsUnstorable(value: unknown): boolean {
  if (typeof value === 'string') return unstorable.test(value)
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false
  return Object.values(value).some(holdsUnstorable)
}

function scopeFor(operation: Operation, actor: Actor | null): Scope {
  if (operation.role === 'work') return work
  return operation.role === 'city' ? city : (actor?.scope ?? nobody)
}

async function runRead(runtime: Runtime, operation: Operation, call: Call): Promise<unknown> {
  const scope = operation.endpoint.personal
    ? await openPurpose(runtime, operation, call)
    : scopeFor(operation, call.actor)
  return inTransaction(
    runtime.pool,
    { scope, mode: 'read only', accountId: call.actor?.accountId ?? null },
    async (tx) => {
      const ctx = {
        db: tx.db,
        now: runtime.clock.now(),
        actor: call.actor,
        units: runtime.units(),
        policy: runtime.policy(),
      }
      const answer = await operation.run(retype<never>(ctx), retype<never>(call.input))
      return operation.endpoint.output.parse(answer)
    },
  )
}

// The look is in the ledger before the record is shown: an answer that fails later was still a look.
async function openPurpose(runtime: Runtime, operation: Operation, call: Call): Promise<Scope> {
  const { actor, purpose } = call
  if (!actor || !purpose || !runtime.purposes) throw new Forbidden('kernel.access.purpose_needed')
  if (!z.uuid().safeParse(purpose).success) throw new Forbidden('kernel.access.purpose_unknown')
  const found = await runtime.purposes(purpose, actor)
  if (!found) throw new Forbidden('kernel.access.purpose_unknown')
  await recordLook(runtime, operation, { actor, purpose, input: call.input })
  if (actor.scope.kind !== 'area') return actor.scope
  return { ...actor.scope, persons: found.subjects.slice(0, 32) }
}

async function runWrite(runtime: Runtime, operation: Operation, call: Call): Promise<unknown> {
  const attempt = attemptOf(operation, call)
  try {
    return await writeOnce(runtime, operation, { ...call, attempt })
  } catch (error) {
    // Done before, or at this moment by a second click: the answer is the one the first attempt got.
    const kept = attempt && (await findAnswer(runtime, attempt))
    if (kept) return repeatAnswer(operation, kept.answer)
    throw error
  }
}

function attemptOf(
  { endpoint }: Operation,
  { actor, idempotencyKey, input }: Call,
): Attempt | null {
  if (!actor || !idempotencyKey) return null
  const body = `${endpoint.method} ${endpoint.path}\n${canonicalJson(input)}`
  const bodyHash = createHash('sha256').update(body).digest()
  return { accountId: actor.accountId, key: idempotencyKey, bodyHash }
}

async function writeOnce(
  runtime: Runtime,
  operation: Operation,
  { actor, attempt, input }: Call & { readonly attempt: Attempt | null },
): Promise<unknown> {
  const options = {
    scope: scopeFor(operation, actor),
    mode: 'read write',
    accountId: actor?.accountId ?? null,
  } as const
  return inTransaction(runtime.pool, options, async (tx: Transaction) => {
    const { ctx, finish } = writeContext(runtime, tx, actor)
    const result = await operation.run(retype<never>(ctx), retype<never>(input))
    const answer = operation.endpoint.output.parse(result)
    await finish({
      action: actionOf(operation),
      content: input,
      subject: subjectOf(answer) ?? subjectOf(input),
      answer: attempt && keepAnswer(attempt, operation.endpoint.secret ? null : answer),
    })
    return answer
  })
}

function repeatAnswer({ endpoint }: Operation, kept: unknown): unknown {
  if (endpoint.secret) throw new Refused('kernel.answer_shown_once')
  return endpoint.output.parse(kept)
}

// What the ledger calls it: the permission, or the call itself where everybody may make it.
function actionOf({ endpoint }: Operation): string {
  const { permission, method, path } = endpoint
  return permission === 'anyone' || permission === 'signed_in' ? `${method} ${path}` : permission
}

/** Whether a missing row should be told as such: the same answer for "not there" and "not yours". */
export function found<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Missing('kernel.not_found')
  return row
}
