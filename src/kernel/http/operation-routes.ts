import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../access/actor.ts'
import { dispatch } from '../dispatch.ts'
import { AppError, Invalid } from '../errors.ts'
import type { Operation } from '../module.ts'
import type { Runtime } from '../runtime.ts'
import { type AttemptLimit, type SessionDoor, sessionCookie } from './sessions.ts'

/** Serves every operation of every module at `/api` + its path. */
export function serveOperations(
  server: FastifyInstance,
  serving: Omit<Serving, 'operation'>,
): void {
  for (const operation of serving.runtime.modules.flatMap((module) => module.operations)) {
    const { method, path } = operation.endpoint
    server.route({
      method,
      url: `/api${path}`,
      handler: (request, reply) => answer({ ...serving, operation }, request, reply),
    })
  }
}

interface Serving {
  readonly runtime: Runtime
  readonly sessions: SessionDoor
  readonly attempts: AttemptLimit
  readonly operation: Operation
}

async function answer(
  { runtime, sessions, attempts, operation }: Serving,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const actor = await actorOf(request, sessions)
  const idempotencyKey = idempotencyKeyOf(operation, request)
  const isAttempt = operation.kind === 'write' && identityAttempts.has(operation.endpoint.path)
  if (isAttempt) countAttempt(attempts, request.ip)
  const result = await dispatch(runtime, operation, {
    input: inputOf(operation, request),
    actor,
    idempotencyKey,
    purpose: header(request, 'x-purpose'),
  })
  if (isAttempt && hasSucceeded(result)) attempts.giveBack(request.ip)
  if (operation.endpoint.answer === 'bytes') return sendFile(reply, result)
  return moveTokenToCookie(request, reply, result)
}

// Calls that try a password or a code: counted per address, besides the pause of each account.
const identityAttempts = new Set([
  '/access/sign-in',
  '/access/second-factor/confirm',
  '/access/password',
  '/installation',
])

function countAttempt(attempts: AttemptLimit, address: string): void {
  const waitSeconds = attempts.take(address)
  if (waitSeconds > 0) throw new AppError(429, 'access.sign_in.refused.address', { waitSeconds })
}

function hasSucceeded(result: unknown): boolean {
  if (typeof result !== 'object' || result === null) return false
  return !('state' in result) || result.state === 'signed_in' || result.state === 'changed'
}

/** The account behind the request, noted for the log by its id alone. */
export async function actorOf(
  request: FastifyRequest,
  sessions: SessionDoor,
): Promise<Actor | null> {
  const token = request.cookies[sessionCookie]
  const session = token ? await sessions.resolve(token) : null
  if (session) request.accountId = session.actor.accountId
  return session?.actor ?? null
}

const keyShape = /^[A-Za-z0-9_-]{8,64}$/

function idempotencyKeyOf(
  { kind, endpoint }: Operation,
  request: FastifyRequest,
): string | undefined {
  if (kind === 'read' || endpoint.permission === 'anyone') return undefined
  const key = header(request, 'idempotency-key')
  if (!key || !keyShape.test(key)) throw new Invalid('kernel.idempotency_key_missing')
  return key
}

function inputOf({ endpoint }: Operation, request: FastifyRequest): unknown {
  const fromAddress = { ...objectOf(request.query), ...objectOf(request.params) }
  if (endpoint.method === 'GET') return fromAddress
  if (endpoint.body === 'bytes') return { ...fromAddress, content: request.body }
  // A body that is not an object is passed on as it is, so that the schema names what is wrong.
  const { body } = request
  if (body !== undefined && body !== null && (typeof body !== 'object' || Array.isArray(body)))
    return body
  return { ...objectOf(body), ...objectOf(request.params) }
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return typeof value === 'string' ? value : undefined
}

function sendFile(reply: FastifyReply, result: unknown): FastifyReply {
  const { name, mediaType, content } = fileOf(result)
  return reply
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('x-content-type-options', 'nosniff')
    .type(mediaType)
    .send(Buffer.from(content.buffer, content.byteOffset, content.byteLength))
}

function fileOf(result: unknown): { name: string; mediaType: string; content: Uint8Array } {
  if (typeof result === 'object' && result !== null && 'content' in result) {
    const { content } = result
    if (content instanceof Uint8Array) {
      return {
        content,
        name: 'name' in result ? String(result.name) : 'file',
        mediaType: 'mediaType' in result ? String(result.mediaType) : 'application/octet-stream',
      }
    }
  }
  throw new Error('a file endpoint answered no file')
}

// The token never reaches a script: it leaves as an HttpOnly cookie, and an ended session takes it away.
function moveTokenToCookie(request: FastifyRequest, reply: FastifyReply, result: unknown): unknown {
  if (typeof result !== 'object' || result === null || !('sessionToken' in result)) return result
  const { sessionToken, ...rest } = result
  const options = {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
  } as const
  if (typeof sessionToken === 'string') reply.setCookie(sessionCookie, sessionToken, options)
  else reply.clearCookie(sessionCookie, options)
  return rest
}
