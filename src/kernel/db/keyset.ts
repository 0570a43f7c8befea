import { Invalid } from '../errors.ts'
import { retype } from '../retype.ts'

interface Asked<Key extends string> {
  readonly after: string | undefined
  readonly limit: number
  readonly keys: readonly Key[]
}

/**
 * One page of a list ordered by `keys`. `load` gets the cursor's key values (instants as ISO text), or null
 * for the first page, and fetches one row more than the page holds: that row says there is a next page.
 */
export async function keysetPage<Key extends string, Row extends Record<Key, unknown>>(
  { after, limit, keys }: Asked<Key>,
  load: (cursor: Record<Key, string> | null) => Promise<Row[]>,
): Promise<{ rows: Row[]; next: string | null }> {
  const loaded = await load(after === undefined ? null : readCursor(after, keys))
  const rows = loaded.slice(0, limit)
  const last = rows.at(-1)
  const next = loaded.length > limit && last ? writeCursor(keys.map((key) => last[key])) : null
  return { rows, next }
}

function writeCursor(values: readonly unknown[]): string {
  const texts = values.map((value) => (value instanceof Date ? value.toISOString() : String(value)))
  return Buffer.from(JSON.stringify(texts)).toString('base64url')
}

function readCursor<Key extends string>(text: string, keys: readonly Key[]): Record<Key, string> {
  const values = parseCursor(text)
  if (values?.length !== keys.length) throw badCursor()
  const entries = keys.map((key, i): [string, string] => {
    const value = values[i] ?? ''
    // A cursor is ours, but it comes from outside: an instant or an id that is none must not reach SQL.
    if (key.endsWith('At') && Number.isNaN(Date.parse(value))) throw badCursor()
    if (key === 'id' && !/^[0-9a-f-]{36}$/.test(value)) throw badCursor()
    return [key, value]
  })
  return retype<Record<Key, string>>(Object.fromEntries(entries))
}

function parseCursor(text: string): string[] | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return Array.isArray(value) && value.every((part) => typeof part === 'string') ? value : null
  } catch {
    return null
  }
}

function badCursor(): Invalid {
  return new Invalid('kernel.invalid', { count: 1 }, [{ path: 'after', problem: 'custom' }])
}
