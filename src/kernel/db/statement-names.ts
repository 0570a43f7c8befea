/**
 * Names for statements that come again, so that PostgreSQL parses them once per connection. A list of
 * changing length gives ever new texts; after the first few hundred the rest stays unnamed.
 */
const names = new Map<string, string>()
const most = 400

export function statementName(sql: string): { name: string } | object {
  const known = names.get(sql)
  if (known) return { name: known }
  if (names.size >= most) return {}
  const name = `k${names.size}`
  names.set(sql, name)
  return { name }
}
