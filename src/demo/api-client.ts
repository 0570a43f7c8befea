import type { FastifyInstance } from 'fastify'
import { createDemoSession } from '#kernel/access/installation-door.service.ts'
import { sessionCookie } from '#kernel/http/sessions.ts'
import type { OpenRuntime } from '#kernel/open-runtime.ts'
import type { Cast } from './demo-city.ts'

/** A call of the public API by a person of the story, as a browser would make it. */
export interface StoryCall {
  readonly as: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: object | Buffer
  /** The same for a repeated attempt, so that a step is done once. */
  readonly key: string
}

export type StoryClient = (call: StoryCall) => Promise<unknown>

/** Calls the running server. A step that was already done answers with the key's conflict and counts as done. */
export function storyClient(
  server: FastifyInstance,
  runtime: OpenRuntime,
  cast: Cast,
): StoryClient {
  const tokens = new Map<string, string>()
  const tokenOf = async (username: string) => {
    const known = tokens.get(username)
    if (known) return known
    const appointmentId = cast.get(username)
    if (!appointmentId) throw new Error(`nobody in the cast is called ${username}`)
    const { sessionToken } = await createDemoSession(runtime, appointmentId)
    tokens.set(username, sessionToken)
    return sessionToken
  }
  return async ({ as, method, path, body, key }) => {
    const isFile = body instanceof Buffer
    const answer = await server.inject({
      method,
      url: `/api${path}`,
      cookies: { [sessionCookie]: await tokenOf(as) },
      headers: {
        'idempotency-key': key,
        ...(body && { 'content-type': isFile ? 'application/octet-stream' : 'application/json' }),
      },
      ...(body && { payload: body }),
    })
    const value: unknown = answer.body ? JSON.parse(answer.body) : null
    if (answer.statusCode === 200) return value
    if (codeOf(value) === 'kernel.idempotency_key_reused') return null
    throw new Error(`the story's ${method} ${path} by ${as} was refused: ${answer.body}`)
  }
}

function codeOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'code' in value ? value.code : undefined
}
