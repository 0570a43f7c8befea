import type { Scope } from '../db/scope.ts'
import { inTransaction } from '../db/transact.ts'
import { found } from '../dispatch.ts'
import type { Runtime } from '../runtime.ts'
import { cutFor, type Figure } from './figure.ts'

interface Counted {
  readonly value: number
  readonly cut: Date
}

const kept = 2000
const cache = new WeakMap<Runtime, Map<string, Promise<number>>>()

/** The value of a figure as one reader may see it, from a cache per scope and cut. */
export async function readFigure(runtime: Runtime, scope: Scope, name: string): Promise<Counted> {
  const figure = figureOf(runtime, name)
  const cut = cutFor(runtime.clock.now())
  const key = `${name} ${cut.toISOString()} ${JSON.stringify(scope)}`
  const known = cacheOf(runtime)
  const value = known.get(key) ?? count(runtime, scope, { figure, cut })
  if (known.size >= kept) known.clear()
  known.set(key, value)
  // A failed count is asked again, not remembered.
  value.catch(() => known.delete(key))
  return { value: await value, cut }
}

/** The rows behind the number: exactly that many, for the same cut and the same reader. */
export async function readFigureRows(
  runtime: Runtime,
  scope: Scope,
  asked: { readonly name: string; readonly cut: Date; readonly limit: number },
): Promise<string[]> {
  const { view, filter } = figureOf(runtime, asked.name)
  return inTransaction(runtime.pool, { scope, mode: 'read only' }, async ({ client }) => {
    const { rows } = await client.query<{ id: string }>(
      `select id from ${view} where ${filter.replaceAll(':cut', '$1')} order by id limit $2`,
      [asked.cut, asked.limit],
    )
    return rows.map(({ id }) => id)
  })
}

function figureOf(runtime: Runtime, name: string): Figure {
  const figures = runtime.modules.flatMap((module) => module.figures ?? [])
  return found(figures.find((figure) => figure.name === name))
}

function cacheOf(runtime: Runtime): Map<string, Promise<number>> {
  const known = cache.get(runtime)
  if (known) return known
  const fresh = new Map<string, Promise<number>>()
  cache.set(runtime, fresh)
  return fresh
}

async function count(
  runtime: Runtime,
  scope: Scope,
  { figure, cut }: { readonly figure: Figure; readonly cut: Date },
): Promise<number> {
  return inTransaction(runtime.pool, { scope, mode: 'read only' }, async ({ client }) => {
    const { rows } = await client.query<{ value: number }>(
      `select count(*) as value from ${figure.view} where ${figure.filter.replaceAll(':cut', '$1')}`,
      [cut],
    )
    return rows[0]?.value ?? 0
  })
}
