import type * as z from 'zod'
import type { Endpoint, Wire } from '#kernel/contract.ts'
import { problemFromBody, problemFrom } from './problem.ts'

export type InputOf<Of extends Endpoint> = z.input<Of['input']>
export type AnswerOf<Of extends Endpoint> = Wire<z.output<Of['output']>>

interface Address {
  readonly path: string
  /** What the path did not take. */
  readonly rest: Readonly<Record<string, unknown>>
}

/** Fills `:id` from the input. The same address names the query in the cache. */
export function addressOf(path: string, input: unknown): Address {
  const rest: Record<string, unknown> = { ...entriesOf(input) }
  const filled = path.replaceAll(/:(\w+)/gu, (_whole, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  return { path: filled, rest }
}

function entriesOf(input: unknown): Record<string, unknown> {
  return typeof input === 'object' && input !== null ? { ...input } : {}
}

function queryOf(rest: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(rest)) {
    const values = Array.isArray(value) ? value : [value]
    for (const one of values) {
      if (one === undefined || one === null || one === '') continue
      query.append(name, one instanceof Date ? one.toISOString() : String(one))
    }
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

export interface RequestOptions {
  readonly idempotencyKey?: string
  /** The item a person's record is read for (rule 133). */
  readonly purpose?: string | undefined
  readonly signal?: AbortSignal
}

/** One call of the API. Throws a `Problem`; the answer is what the schema says, instants as text. */
export async function request<Of extends Endpoint>(
  endpoint: Of,
  input: InputOf<Of>,
  options: RequestOptions = {},
): Promise<AnswerOf<Of>> {
  return callApi<AnswerOf<Of>>(endpoint, input, options)
}

/** The same for a caller that has put the input together itself. */
export async function callApi<Answer>(
  endpoint: Endpoint,
  input: unknown,
  options: RequestOptions = {},
): Promise<Answer> {
  const { path, rest } = addressOf(endpoint.path, input)
  const isRead = endpoint.method === 'GET'
  const { content, ...beside } = rest
  const inQuery = isRead || endpoint.body === 'bytes' ? queryOf(isRead ? rest : beside) : ''
  const headers = new Headers({ accept: 'application/json' })
  if (options.idempotencyKey) headers.set('idempotency-key', options.idempotencyKey)
  if (options.purpose) headers.set('x-purpose', options.purpose)
  const body = isRead ? null : bodyOf(endpoint, { rest, content, headers })
  const response = await send(`/api${path}${inQuery}`, {
    method: endpoint.method,
    headers,
    body,
    credentials: 'same-origin',
    ...(options.signal ? { signal: options.signal } : {}),
  })
  return readAnswer(response)
}

function bodyOf(
  endpoint: Endpoint,
  {
    rest,
    content,
    headers,
  }: { rest: Readonly<Record<string, unknown>>; content: unknown; headers: Headers },
): BodyInit {
  if (endpoint.body === 'bytes' && content instanceof Uint8Array) {
    headers.set('content-type', 'application/octet-stream')
    return new Blob([new Uint8Array(content)])
  }
  headers.set('content-type', 'application/json')
  return JSON.stringify(rest)
}

async function send(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw problemFrom(error)
  }
}

async function readAnswer<Answer>(response: Response): Promise<Answer> {
  const text = await response.text()
  if (!response.ok) throw problemFromBody(response.status, parseJson(text))
  const answer: Answer = parseJson(text)
  return answer
}

// The one place where text becomes a typed answer: the server has parsed it with the same schema.
function parseJson(text: string) {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Where a `bytes` answer is downloaded from; personal files go through `request` instead. */
export function fileAddress<Of extends Endpoint>(endpoint: Of, input: InputOf<Of>): string {
  const { path, rest } = addressOf(endpoint.path, input)
  return `/api${path}${queryOf(rest)}`
}
