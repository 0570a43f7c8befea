import {
  CamelCasePlugin,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type { PoolClient } from 'pg'

/** Reading only: the type has no insert, and the transaction behind it is read only too. */
export type ReadDb<Tables> = Pick<
  Kysely<Tables>,
  'selectFrom' | 'selectNoFrom' | 'fn' | 'dynamic' | 'getExecutor'
>

/** The transaction of a write. There is no way from here to another connection. */
export type WriteDb<Tables> = ReadDb<Tables> &
  Pick<Kysely<Tables>, 'insertInto' | 'updateTable' | 'deleteFrom' | 'with'>

/** One client inside one transaction, and the door that shuts when it ends. */
export interface Bound {
  readonly db: Kysely<never>
  close(): void
}

const camelCase = new CamelCasePlugin({ maintainNestedObjectKeys: true })

/** Binds a query builder to one claimed client. After `close()` every further query fails. */
export function bindClient(client: PoolClient): Bound {
  let open = true
  const connection: DatabaseConnection = {
    async executeQuery<Row>(query: { sql: string; parameters: readonly unknown[] }) {
      if (!open) throw new Error('a query was sent after its transaction had ended')
      const answer = await client.query(query.sql, [...query.parameters])
      const result: QueryResult<Row> = {
        rows: answer.rows,
        numAffectedRows: BigInt(answer.rowCount ?? 0),
      }
      return result
    },
    streamQuery() {
      throw new Error('a transaction does not stream; page by key instead')
    },
  }
  const db = new Kysely<never>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driverOf(connection),
      createIntrospector: (introspected) => new PostgresIntrospector(introspected),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    plugins: [camelCase],
  })
  return {
    db,
    close() {
      open = false
    },
  }
}

function driverOf(connection: DatabaseConnection): Driver {
  const refuse = async () => {
    throw new Error('the transaction is begun and ended by the dispatcher alone')
  }
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: async () => {},
    destroy: async () => {},
  }
}
