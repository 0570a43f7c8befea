import { createHash } from 'node:crypto'

/** JSON with sorted keys: the same content gives the same bytes, whoever wrote it. Files stand as their hash. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(ordered(value)) ?? 'null'
}

function ordered(value: unknown): unknown {
  if (value instanceof Uint8Array)
    return { sha256: createHash('sha256').update(value).digest('hex') }
  if (value instanceof Date || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(ordered)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, part]) => [key, ordered(part)]))
}
