// Kysely on one claimed connection: a handle that works inside its transaction and nowhere else.
import {
  CamelCasePlugin,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type pg from 'pg'

export interface ItemTables {
  'rsb.item': {
    id: string
    title: string
    state: string
    unitCode: string
    districtCode: number
    streetCode: number | null
    verifierCode: number | null
    dueAt: Date
  }
}

function refuse(): Promise<never> {
  return Promise.reject(new Error('queries run inside read() or write() only'))
}

/** The shared instance has no way to the database at all; only bound copies have. */
const refusingDriver: Driver = {
  init: () => Promise.resolve(),
  acquireConnection: refuse,
  beginTransaction: refuse,
  commitTransaction: refuse,
  rollbackTransaction: refuse,
  releaseConnection: () => Promise.resolve(),
  destroy: () => Promise.resolve(),
}

const dialect: Dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => refusingDriver,
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
}

const config = { dialect, plugins: [new CamelCasePlugin()] }
export const unbound = new Kysely<ItemTables>(config)

const ownsTransaction = /^\s*(begin|start|commit|end|rollback|abort|set|reset|discard|prepare)\b/i
const writes = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

/** A transaction's own connection: one query at a time, none after the end. */
class ClaimedConnection implements DatabaseConnection {
  readonly #client: pg.ClientBase
  readonly #hot: ReadonlyMap<string, string>
  #last: Promise<unknown> = Promise.resolve()
  #isOver = false

  constructor(client: pg.ClientBase, hot: ReadonlyMap<string, string>) {
    this.#client = client
    this.#hot = hot
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#isOver) return Promise.reject(new Error('the transaction of this handle is over'))
    if (ownsTransaction.test(query.sql)) return refuse()
    // pg 9 drops queueing on one client, so the order is kept here.
    const turn = this.#last.then(() => this.#send<R>(query))
    this.#last = turn.catch(() => undefined)
    return turn
  }

  streamQuery(): never {
    throw new Error('large results go through COPY, not through a cursor')
  }

  /** Waits for what an author forgot to await, then refuses everything. */
  async close(): Promise<void> {
    this.#isOver = true
    await this.#last
  }

  async #send<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const name = this.#hot.get(query.sql)
    // The extended protocol takes one statement only: nothing can follow a semicolon.
    const text = {
      text: query.sql,
      values: [...query.parameters],
      queryMode: 'extended',
      ...(name && { name }),
    }
    const { command, rowCount, rows } = await this.#client.query<R & pg.QueryResultRow>(text)
    return writes.has(command) ? { numAffectedRows: BigInt(rowCount ?? 0), rows } : { rows }
  }
}

const nothingHot: ReadonlyMap<string, string> = new Map()

interface Bound {
  readonly db: Kysely<ItemTables>
  close(): Promise<void>
}

/** `hot` names the statements worth preparing: SQL text to statement name. */
export function bindClient(client: pg.ClientBase, hot = nothingHot): Bound {
  const connection = new ClaimedConnection(client, hot)
  const executor = unbound.getExecutor().withConnectionProvider({
    provideConnection: (consumer) => consumer(connection),
  })
  const db = new Kysely<ItemTables>({ config, dialect, driver: refusingDriver, executor })
  return { db, close: () => connection.close() }
}
