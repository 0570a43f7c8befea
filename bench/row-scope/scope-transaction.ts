// How a claimed connection gets the scope of one actor, and how it loses it again.
import type pg from 'pg'

export interface Scope {
  readonly role: 'scope' | 'city' | 'work'
  readonly districts: readonly number[]
  readonly streets: readonly number[]
  readonly persons: readonly string[]
}

export type Mode = 'read only' | 'read write'
type Run<T> = (client: pg.PoolClient) => Promise<T>
export type Begin = (client: pg.ClientBase, scope: Scope, mode: Mode) => Promise<void>

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function listCodes(codes: readonly number[]): string {
  // Literals reach SQL as text: whatever is not a code must not get this far.
  if (!codes.every((code) => Number.isSafeInteger(code))) throw new TypeError('not an area code')
  return codes.join(',')
}

function listIds(ids: readonly string[]): string {
  if (!ids.every((id) => uuidPattern.test(id))) throw new TypeError('not a person id')
  return ids.join(',')
}

/** Every list is set every time: a connection that came back dirty cannot lend an old one. */
export function beginText(scope: Scope, mode: Mode): string {
  return (
    `begin ${mode}; set local role rsb_${scope.role}; ` +
    `set local app.districts = '${listCodes(scope.districts)}'; ` +
    `set local app.streets = '${listCodes(scope.streets)}'; ` +
    `set local app.persons = '${listIds(scope.persons)}'`
  )
}

export const beginInOneTrip: Begin = async (client, scope, mode) => {
  await client.query(beginText(scope, mode))
}

export const beginInFiveTrips: Begin = async (client, scope, mode) => {
  await client.query(`begin ${mode}`)
  await client.query(`set local role rsb_${scope.role}`)
  const settings: [string, string][] = [
    ['app.districts', listCodes(scope.districts)],
    ['app.streets', listCodes(scope.streets)],
    ['app.persons', listIds(scope.persons)],
  ]
  for (const setting of settings) await client.query('select set_config($1, $2, true)', setting)
}

export const beginWithOneSetting: Begin = async (client, scope, mode) => {
  const lists = [listCodes(scope.districts), listCodes(scope.streets), listIds(scope.persons)]
  await client.query(
    `begin ${mode}; set local role rsb_${scope.role}; set local app.scope = '${lists.join('|')}'`,
  )
}

/** For a pool whose login already is the scope role: what `set local role` costs is the difference. */
export const beginWithoutRole: Begin = async (client, scope, mode) => {
  await client.query(beginText(scope, mode).replace(`set local role rsb_${scope.role}; `, ''))
}

async function rollBack(client: pg.PoolClient): Promise<boolean> {
  try {
    await client.query('rollback')
    return client.getTransactionStatus() === 'I'
  } catch {
    // The connection is gone, and with it the scope: the pool must not see it again.
    return false
  }
}

/** One claimed connection, one transaction, one scope. */
export async function runScoped<T>(
  pool: pg.Pool,
  how: { scope: Scope; mode: Mode; begin?: Begin },
  run: Run<T>,
): Promise<T> {
  const client = await pool.connect()
  let isClean = true
  try {
    await (how.begin ?? beginInOneTrip)(client, how.scope, how.mode)
    const answer = await run(client)
    const end = await client.query('commit')
    // PostgreSQL answers the commit of a failed transaction with ROLLBACK and no error: a swallowed
    // error inside `run` would otherwise look like a durable write (law 2).
    if (end.command !== 'COMMIT') throw new Error('the transaction was rolled back, not committed')
    return answer
  } catch (error) {
    isClean = await rollBack(client)
    throw error
  } finally {
    client.release(!isClean)
  }
}
