import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { supplyAccess } from '#kernel/access/access-parts.ts'
import { openAddressLimit } from '#kernel/access/address-limit.ts'
import type { PostName } from '#kernel/access/contract.ts'
import { openSessions } from '#kernel/access/session-store.ts'
import { newToken, tokenHash } from '#kernel/access/session-token.ts'
import type { Endpoint, Method } from '#kernel/contract.ts'
import { buildServer, type HttpServer } from '#kernel/http/server.ts'
import { sessionCookie } from '#kernel/http/sessions.ts'
import { openKeys } from '#kernel/keys.ts'
import type { Operation } from '#kernel/module.ts'
import { type Desk, testApp, type TestApp } from '#kernel/testing/test-app.ts'
import { modules } from '../../src/app.ts'

const noon = '2021-05-17T12:00:00+08:00'

/** Every call that the house answers, by the name a failure is told by. */
export const operations: readonly { readonly name: string; readonly operation: Operation }[] =
  modules.flatMap((module) =>
    module.operations.map((operation) => ({
      name: `${operation.endpoint.method} ${operation.endpoint.path}`,
      operation,
    })),
  )

/** A person at a desk whose browser holds an open session. */
export interface Seat {
  readonly desk: Desk
  readonly token: string
}

export interface BrowserRequest {
  readonly method: Method
  readonly url: string
  readonly headers?: Record<string, string>
  readonly cookies?: Record<string, string>
  readonly payload?: string | Buffer
  readonly remoteAddress?: string
}

export interface Answer {
  readonly status: number
  readonly type: string
  readonly body: string
}

/** All modules behind the real server, on the test city. */
export interface HttpCity extends AsyncDisposable {
  readonly app: TestApp
  readonly http: HttpServer
  sit(post: PostName, unit?: string): Promise<Seat>
  /** A new session of the same person: the one before may have been ended by the call under test. */
  renew(seat: Pick<Seat, 'desk'>): Promise<Seat>
  inject(request: BrowserRequest): Promise<Answer>
}

export async function openHttpCity(consoleFolder?: string): Promise<HttpCity> {
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-keys-'))
  const app = await testApp(modules, noon)
  const { runtime } = app
  supplyAccess({ totpKey: openKeys(folder).sealingKey('totp'), grants: runtime.grants })
  await app.sql(
    `insert into kernel.installation (id, kind, name_zh, name_en, created_at) values ($1, 'real', '试城', 'Testcity', now())`,
    [randomUUID()],
  )
  const http = await buildServer({
    runtime,
    sessions: openSessions(runtime.pool, runtime.clock),
    attempts: openAddressLimit(runtime.clock),
    version: '0',
    logLevel: 'silent',
    ...(consoleFolder && { consoleFolder }),
  })
  const renew = async ({ desk }: Pick<Seat, 'desk'>) => ({
    desk,
    token: await openToken(app, desk),
  })
  return {
    app,
    http,
    renew,
    sit: async (post, unit) => renew({ desk: await app.as(post, unit) }),
    async inject(request) {
      const { statusCode, headers, body } = await http.server.inject(request)
      return { status: statusCode, type: String(headers['content-type'] ?? ''), body }
    },
    async [Symbol.asyncDispose]() {
      http.live.close()
      await http.server.close()
      await app[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
    },
  }
}

/** What a sign-in leaves in the table, without its second of hashing. */
async function openToken(app: TestApp, { actor }: Desk): Promise<string> {
  const token = newToken()
  await app.sql(
    `insert into access.session (id, token_hash, account_id, appointment_id, second_factor, created_at, last_seen_at, expires_at)
     values ($1, $2, $3, $4, true, now(), now(), now() + interval '12 hours')`,
    [randomUUID(), tokenHash(token), actor.accountId, actor.appointmentId],
  )
  return token
}

/** The request of a browser that gives `input` to an endpoint: in the address, the query or the body. */
export function requestOf(
  endpoint: Endpoint,
  input: Readonly<Record<string, unknown>>,
  seat?: Pick<Seat, 'token'>,
): BrowserRequest {
  const inPath = [...endpoint.path.matchAll(/:([a-zA-Z]+)/g)].map(([, name]) => name ?? '')
  const path = inPath.reduce(
    (url, name) => url.replace(`:${name}`, encode(textOf(input[name]))),
    `/api${endpoint.path}`,
  )
  const rest = Object.entries(input).filter(([name]) => !inPath.includes(name))
  const isFile = endpoint.body === 'bytes'
  const inQuery = endpoint.method === 'GET' || isFile
  const query = inQuery ? rest.filter(([name]) => name !== 'content') : []
  const search = query.flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((one) => one !== undefined)
      .map((one) => `${encode(name)}=${encode(textOf(one))}`),
  )
  const payload = isFile ? contentOf(input['content']) : JSON.stringify(Object.fromEntries(rest))
  return {
    method: endpoint.method,
    url: search.length > 0 ? `${path}?${search.join('&')}` : path,
    headers: {
      'idempotency-key': randomUUID(),
      ...(endpoint.method !== 'GET' && {
        'content-type': isFile ? 'application/octet-stream' : 'application/json',
      }),
    },
    ...(seat && { cookies: { [sessionCookie]: seat.token } }),
    ...(endpoint.method !== 'GET' && { payload }),
  }
}

function contentOf(content: unknown): Buffer {
  return content instanceof Uint8Array ? Buffer.from(content) : Buffer.from(textOf(content))
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined')
}

// A lone surrogate has no percent form; on the wire it is U+FFFD, as any encoder writes it.
function encode(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString())
}
