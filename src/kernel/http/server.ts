import cookie from '@fastify/cookie'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, {
  LogController,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { Missing } from '../errors.ts'
import { describeFault } from '../fault.ts'
import { retype } from '../retype.ts'
import type { Runtime } from '../runtime.ts'
import { serveHealth } from './health.ts'
import { type LiveHub, serveLive } from './live.ts'
import { openApiDocument } from './openapi.ts'
import { serveOperations } from './operation-routes.ts'
import { type Problem, problemOf } from './problem.ts'
import type { AttemptLimit, SessionDoor } from './sessions.ts'
import { serveConsole } from './static-console.ts'

declare module 'fastify' {
  interface FastifyRequest {
    accountId: string | null
  }
}

export interface ServerOptions {
  readonly runtime: Runtime
  readonly sessions: SessionDoor
  readonly attempts: AttemptLimit
  readonly version: string
  /** Whether the first screen is usable yet: a demo is first filled. */
  readonly isOpen?: () => boolean
  /** The built console; absent in tests of the API alone. */
  readonly consoleFolder?: string
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer }
  readonly logLevel?: 'info' | 'warn' | 'error' | 'silent'
}

export interface HttpServer {
  readonly server: FastifyInstance
  readonly live: LiveHub
}

const bodyLimit = 20 * 1024 * 1024

/** The HTTP side of `bulwark serve`: the API, its description, live updates, health, the console. */
export async function buildServer(options: ServerOptions): Promise<HttpServer> {
  const server = openServer(options)
  server.decorateRequest('accountId', null)
  server.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer' },
    (_request, body, done) => done(null, body),
  )
  await server.register(cookie)
  setHeaders(server)
  logWithoutPersonalData(server)
  answerProblems(server)
  await server.register(swagger, {
    mode: 'static',
    specification: {
      document: JSON.parse(
        JSON.stringify(openApiDocument(options.runtime.modules, options.version)),
      ),
    },
  })
  await server.register(swaggerUi, { routePrefix: '/docs', staticCSP: true })
  serveHealth(server, options.runtime, options.isOpen ?? (() => true))
  const live = serveLive(server, options.sessions)
  serveOperations(server, options)
  if (options.consoleFolder) serveConsole(server, options.consoleFolder)
  return { server, live }
}

function openServer({ tls, logLevel }: ServerOptions): FastifyInstance {
  const settings = {
    bodyLimit,
    logController: new LogController({ disableRequestLogging: true }),
    logger: {
      level: logLevel ?? 'info',
      serializers: { req: () => ({}), res: () => ({}) },
    },
    forceCloseConnections: 'idle',
    // An address that cannot be read never reaches a route; it is answered like every other refusal.
    frameworkErrors: (error: unknown, _request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply, problemOf(error).problem),
    routerOptions: { ignoreTrailingSlash: true },
  } as const
  return tls ? retype<FastifyInstance>(Fastify({ ...settings, https: tls })) : Fastify(settings)
}

function setHeaders(server: FastifyInstance): void {
  server.addHook('onSend', async (request, reply) => {
    reply.headers({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': 'geolocation=(self), camera=(self), microphone=(self)',
    })
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
    if (request.protocol === 'https') reply.header('strict-transport-security', 'max-age=31536000')
  })
}

/** The route's pattern, never its values: an address may hold a name or a number of somebody. */
function logWithoutPersonalData(server: FastifyInstance): void {
  server.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: routeOf(request),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        account: request.accountId,
      },
      'answered',
    )
  })
}

function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? 'none'
}

function answerProblems(server: FastifyInstance): void {
  server.setNotFoundHandler(() => {
    throw new Missing('kernel.not_found')
  })
  server.setErrorHandler((error, request, reply) => {
    const { problem, fault } = problemOf(error)
    if (fault) {
      // The message of a database error may quote a value, so only its kind and place are kept.
      const { name, stack, code } = describeFault(error)
      request.log.error(
        { incident: problem.params['incident'], route: routeOf(request), name, code, stack },
        'a request failed',
      )
    }
    return sendProblem(reply, problem)
  })
}

function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply.code(problem.status).type('application/problem+json').send(problem)
}
