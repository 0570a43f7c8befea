import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { city } from '../db/scope.ts'
import { inTransaction } from '../db/transact.ts'
import { readFigure } from '../facts/read-figure.ts'
import type { Runtime } from '../runtime.ts'

/** `/healthz`: the first screen is usable. `/readyz`: take traffic. `/metrics`: for Prometheus. */
export function serveHealth(
  server: FastifyInstance,
  runtime: Runtime,
  isOpen: () => boolean,
): void {
  const metrics = metricsOf(server, runtime)
  for (const url of ['/healthz', '/readyz']) {
    server.get(url, async (_request, reply) => {
      const { units } = await lookAtDatabase(runtime)
      const ready = url === '/healthz' ? isOpen() : units > 0
      return reply.code(ready ? 200 : 503).send({ ok: ready, units })
    })
  }
  server.get('/metrics', async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.metrics()),
  )
}

async function lookAtDatabase(runtime: Runtime): Promise<{ units: number }> {
  return inTransaction(runtime.pool, { scope: city, mode: 'read only' }, async ({ client }) => {
    const { rows } = await client.query<{ units: number }>(
      'select count(*) as units from access.unit',
    )
    return { units: rows[0]?.units ?? 0 }
  })
}

function metricsOf(server: FastifyInstance, runtime: Runtime): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'bulwark_http_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 15],
    registers: [registry],
  })
  const pool = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read())
      },
    })
  pool(
    'bulwark_pool_waiting',
    'Requests waiting for a database connection',
    () => runtime.pool.waitingCount,
  )
  pool('bulwark_pool_open', 'Open database connections', () => runtime.pool.totalCount)
  countFigures(registry, runtime)
  server.addHook('onResponse', async (request, reply) => {
    seconds.observe(
      { route: request.routeOptions.url ?? 'none', status: reply.statusCode },
      reply.elapsedTime / 1000,
    )
  })
  return registry
}

function countFigures(registry: Registry, runtime: Runtime): Gauge {
  return new Gauge({
    name: 'bulwark_figure',
    help: 'Figures of the whole city, as of the last data cut',
    labelNames: ['figure'],
    registers: [registry],
    async collect() {
      for (const { name } of runtime.modules.flatMap((module) => module.figures ?? [])) {
        this.set({ figure: name }, (await readFigure(runtime, city, name)).value)
      }
    },
  })
}
