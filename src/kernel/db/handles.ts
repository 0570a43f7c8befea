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
import { statementName } from './statement-names.ts'

/** Reading only: the type has no insert, and the transaction behind it is read only too. */
export type ReadDb<Tables> = Pick<
  Kysely<Tables>,
  'selectFrom' | 'selectNoFrom' | 'fn' | 'dynamic' | 'getExecutor'
>

/** The transaction of a write. There is no way from here to another connection. */
export type WriteDb<Tables> = ReadDb<Tables> &
  Pick<Kysely<Tables>, 'insertInto' | 'updateTable' | 'deleteFrom' | 'with'>

/** A query builder bound to one claimed client, and the door that shuts when its transaction ends. */
export interface Bound {
  readonly db: Kysely<never>
  close(): Promise<void>
}

function refuse(): Promise<never> {
  return Promise.reject(
    new Error('queries run inside read() or write(), which begin and end the transaction'),
  )
}

// The shared instance has no way to the database at all; only bound copies have (decision 0001).
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

const config = { dialect, plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] }
const unbound = new Kysely<never>(config)

const ownsTransaction = /^\s*(begin|start|commit|end|rollback|abort|set|reset|discard|prepare)\b/i
const changes = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

/** A transaction's own connection: one query at a time, none after the end. */
class ClaimedConnection implements DatabaseConnection {
  readonly #client: pg.ClientBase
  #last: Promise<unknown> = Promise.resolve()
  #isOver = false

  constructor(client: pg.ClientBase) {
    this.#client = client
  }

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#isOver) return Promise.reject(new Error('the transaction of this handle is over'))
    if (ownsTransaction.test(query.sql)) return refuse()
    const turn = this.#last.then(() => this.#send<Row>(query))
    this.#last = turn.then(
      () => undefined,
      () => undefined,
    )
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

  async #send<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    // The extended protocol takes one statement only: nothing can follow a semicolon.
    const statement = {
      text: query.sql,
      values: [...query.parameters],
      queryMode: 'extended',
      ...statementName(query.sql),
    }
    const { command, rowCount, rows } = await this.#client.query<Row & pg.QueryResultRow>(statement)
    return changes.has(command) ? { numAffectedRows: BigInt(rowCount ?? 0), rows } : { rows }
  }
}

export function bindClient(client: pg.ClientBase): Bound {
  const connection = new ClaimedConnection(client)
  const executor = unbound.getExecutor().withConnectionProvider({
    provideConnection: (consumer) => consumer(connection),
  })
  const db = new Kysely<never>({ config, dialect, driver: refusingDriver, executor })
  return { db, close: () => connection.close() }
}
