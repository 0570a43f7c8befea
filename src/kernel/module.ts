import type * as z from 'zod'
import type { Actor } from './access/actor.ts'
import type { PostName } from './access/contract.ts'
import type { UnitTree } from './access/unit-tree.ts'
import type { Endpoint } from './contract.ts'
import type { ReadDb, WriteDb } from './db/handles.ts'
import type { Figure } from './facts/figure.ts'
import type { PolicyReader } from './policy/policy-reader.ts'
import { retype } from './retype.ts'

/** What happened, as others hear of it. `districtCode`/`streetCode` in the payload limit who sees it live. */
export type Payload = Readonly<Record<string, unknown>>

export interface ReadCtx<Tables> {
  readonly db: ReadDb<Tables>
  readonly now: Date
  readonly actor: Actor
  readonly units: UnitTree
  readonly policy: PolicyReader
}

/** Everything a write may do besides SQL; all of it commits or vanishes with the transaction. */
export interface WriteCtx<Tables> {
  readonly tx: WriteDb<Tables>
  readonly now: Date
  /** Null when the clock or an event acts, not a person. */
  readonly actor: Actor | null
  readonly units: UnitTree
  readonly policy: PolicyReader
  /** Tells others after the commit: `<module>.<thing>.<past tense>`. */
  publish(event: string, payload: Payload): void
  /** The thing the ledger row is about; by default the answer's or the input's `id`. */
  about(kind: string, id: string): void
  /** The next number of a series of this year, without gaps: `2021-0412`. */
  nextNumber(series: string): Promise<string>
  /** Sets the clock of a kind for a subject, on business time. */
  arm(timer: string, subjectId: string, clock: { dueAt: Date; payload?: Payload }): Promise<void>
  disarm(timer: string, subjectId: string): Promise<void>
  /** Work for later, once, outside this transaction. */
  enqueue(job: string, payload: Payload): void
}

/** A write by a person: the dispatcher has made sure that there is one. */
export interface ActorCtx<Tables> extends WriteCtx<Tables> {
  readonly actor: Actor
}

/** A read or a write as the dispatcher holds it: the types were checked where it was made. */
export interface Operation {
  readonly kind: 'read' | 'write'
  readonly endpoint: Endpoint
  /** The database role, where it is not the actor's own: identity doors, and transfers of a row's area. */
  readonly role: 'own' | 'city' | 'work'
  readonly run: (ctx: never, input: never) => Promise<unknown>
}

/** Code that runs because something happened or a clock ran out. */
export interface Reaction {
  readonly name: string
  readonly run: (ctx: never, payload: Payload) => Promise<void>
}

export interface Subscription extends Reaction {
  readonly event: string
}

/**
 * A query that must return no row, and a way to plant a row it must find. Runs under the role that sees
 * everything; a check that misses its canary is red.
 */
export interface StandingCheck {
  readonly name: string
  /** Plants one violation inside a transaction that is rolled back; answers the id the query must return. */
  readonly plant: (ctx: never) => Promise<string>
  readonly find: (ctx: never) => Promise<readonly { readonly id: string }[]>
}

/** What a module is to the house; listed once in `src/app.ts`. */
export interface Module {
  readonly name: string
  readonly operations: readonly Operation[]
  readonly access: Readonly<Record<PostName, readonly string[]>>
  readonly subscriptions?: readonly Subscription[]
  readonly timers?: readonly Reaction[]
  readonly jobs?: readonly Reaction[]
  readonly checks?: readonly StandingCheck[]
  readonly figures?: readonly Figure[]
}

type Run<Ctx, Input extends z.ZodType, Output extends z.ZodType> = (
  ctx: Ctx,
  input: z.output<Input>,
) => Promise<z.output<Output>>

/** An operation that still knows its contract, for in-process callers and tests. */
export interface TypedOperation<
  Input extends z.ZodType,
  Output extends z.ZodType,
> extends Operation {
  readonly endpoint: Endpoint<Input, Output>
}

/** The constructors a module uses, bound to its own tables: another module's table does not compile. */
export interface ModuleKit<Tables> {
  read<Input extends z.ZodType, Output extends z.ZodType>(
    endpoint: Endpoint<Input, Output>,
    run: Run<ReadCtx<Tables>, Input, Output>,
  ): TypedOperation<Input, Output>
  write<Input extends z.ZodType, Output extends z.ZodType>(
    endpoint: Endpoint<Input, Output>,
    run: Run<ActorCtx<Tables>, Input, Output>,
  ): TypedOperation<Input, Output>
  /** What others may call inside their own write: `openItem(ctx, …)`. */
  door<Input, Result>(
    run: (ctx: WriteCtx<Tables>, input: Input) => Promise<Result>,
  ): (ctx: WriteCtx<never>, input: Input) => Promise<Result>
  reaction(name: string, run: ReactionRun<Tables>): Reaction
  subscribe(event: string, name: string, run: ReactionRun<Tables>): Subscription
  check(
    name: string,
    check: {
      readonly plant: (ctx: WriteCtx<Tables>) => Promise<string>
      readonly find: (ctx: WriteCtx<Tables>) => Promise<readonly { readonly id: string }[]>
    },
  ): StandingCheck
}

type ReactionRun<Tables> = (ctx: WriteCtx<Tables>, payload: Payload) => Promise<void>

/** Binds the kernel's constructors to a module's tables. */
export function defineModule<Tables>(): ModuleKit<Tables> {
  return {
    read: (endpoint, run) => ({ kind: 'read', role: 'own', endpoint, run }),
    write: (endpoint, run) => ({ kind: 'write', role: 'own', endpoint, run }),
    door: (run) => (ctx, input) => run(retype<WriteCtx<Tables>>(ctx), input),
    reaction: (name, run) => ({ name, run }),
    subscribe: (event, name, run) => ({ event, name, run }),
    check: (name, check) => ({ name, ...check }),
  }
}

/** The same operation under the worker's role: credentials and sessions are open to nobody else. */
export function asIdentityDoor<Typed extends Operation>(operation: Typed): Typed {
  return { ...operation, role: 'work' }
}

/** The same operation under the city's role: it moves rows between areas and checks by itself who may. */
export function asTransfer<Typed extends Operation>(operation: Typed): Typed {
  return { ...operation, role: 'city' }
}

/** A write context as a door of another module takes it: which tables the caller knows does not matter. */
export function anyWriter<Tables>(ctx: WriteCtx<Tables>): WriteCtx<never> {
  return retype<WriteCtx<never>>(ctx)
}
