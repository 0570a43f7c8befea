import pg from 'pg'

/** Where the database is: a URL, or the socket folder of the embedded server. */
export type Connection =
  | { readonly url: string }
  | { readonly host: string; readonly user: string; readonly database: string }

// Counters fit a double; days are days, not instants at midnight of some zone.
const int8 = 20
const date = 1082
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number) {
    if (oid === int8) return Number
    if (oid === date) return (text: string) => text
    return pg.types.getTypeParser(oid)
  },
}

function baseConfig(connection: Connection): pg.PoolConfig {
  return 'url' in connection
    ? { connectionString: connection.url }
    : { host: connection.host, user: connection.user, database: connection.database }
}

/**
 * The serving pool. Its connections start as a role that may see and do nothing (`reset role` returns there
 * too); each transaction takes the role of its scope. Ask for a scope or get nothing: it fails closed.
 */
export function servingPool(connection: Connection, max: number): pg.Pool {
  const pool = new pg.Pool({
    ...baseConfig(connection),
    types,
    max,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    application_name: 'bulwark',
    options:
      '-c role=bulwark_nobody -c statement_timeout=15000 -c idle_in_transaction_session_timeout=15000 -c jit=off -c client_connection_check_interval=2000 -c timezone=UTC -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=2',
  })
  // A connection that the server closes is replaced by the pool; without a listener on each client, a
  // backend killed while claimed would end this process.
  pool.on('error', ignoreLostConnection)
  pool.on('connect', (client) => client.on('error', ignoreLostConnection))
  return pool
}

// The query that was running is told by its own rejection.
function ignoreLostConnection(): void {}

/** A connection of the owner: migrations, backup, restore, listening. Never used to serve. */
export function ownerClient(connection: Connection): pg.Client {
  return new pg.Client({ ...baseConfig(connection), types, application_name: 'bulwark-owner' })
}
