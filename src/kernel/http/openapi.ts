import * as z from 'zod'
import type { Endpoint } from '../contract.ts'
import type { Module, Operation } from '../module.ts'

/** The whole API as an OpenAPI 3.1 document, from the same endpoint values that serve it. */
export function openApiDocument(modules: readonly Module[], version: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const module of modules) {
    for (const operation of module.operations) {
      const path = `/api${operation.endpoint.path.replace(/:([a-zA-Z]+)/g, '{$1}')}`
      paths[path] = {
        ...paths[path],
        [operation.endpoint.method.toLowerCase()]: describeOperation(module, operation),
      }
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Bulwark 铁壁',
      version,
      description:
        'Errors are application/problem+json with a stable `code`; both languages of each code are in the texts of the module. Writes need an Idempotency-Key header.',
    },
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'bulwark_session' } },
      schemas: { Problem: problemSchema },
    },
    security: [{ session: [] }],
    paths,
  }
}

const problemSchema = {
  type: 'object',
  required: ['status', 'code', 'params'],
  properties: {
    status: { type: 'integer' },
    code: { type: 'string' },
    params: { type: 'object' },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, problem: { type: 'string' } },
      },
    },
  },
}

interface ObjectSchema {
  readonly properties?: Record<string, object>
  readonly required?: readonly string[]
}

function describeOperation(module: Module, { endpoint, kind }: Operation): object {
  const input: ObjectSchema = jsonSchema(endpoint.input, 'input')
  const inPath = [...endpoint.path.matchAll(/:([a-zA-Z]+)/g)].map(([, name]) => name ?? '')
  const names = Object.keys(input.properties ?? {})
  const inQuery = names.filter((name) => !inPath.includes(name) && name !== 'content')
  const byQuery = endpoint.method === 'GET' || endpoint.body === 'bytes'
  const parameter = (place: string) => (name: string) => ({
    name,
    in: place,
    required: place === 'path' || (input.required ?? []).includes(name),
    schema: input.properties?.[name] ?? {},
  })
  return {
    tags: [module.name],
    operationId: `${endpoint.method.toLowerCase()}${endpoint.path.replace(/[/:-]+(\w)/g, (_, first: string) => first.toUpperCase())}`,
    summary: endpoint.permission,
    parameters: [
      ...inPath.map(parameter('path')),
      ...(byQuery ? inQuery.map(parameter('query')) : []),
      ...(kind === 'write' && endpoint.permission !== 'anyone' ? [idempotencyHeader] : []),
      ...(endpoint.personal ? [purposeHeader] : []),
    ],
    ...requestBody(endpoint, { input, inQuery }),
    responses: {
      200: { description: 'done', content: answerContent(endpoint) },
      default: {
        description: 'refused, with the reason',
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    },
  }
}

const idempotencyHeader = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{8,64}$' },
}

const purposeHeader = {
  name: 'X-Purpose',
  in: 'header',
  required: true,
  schema: { type: 'string', format: 'uuid' },
}

function requestBody(
  endpoint: Endpoint,
  { input, inQuery }: { input: ObjectSchema; inQuery: string[] },
): object {
  if (endpoint.method === 'GET') return {}
  if (endpoint.body === 'bytes') {
    return {
      requestBody: {
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
    }
  }
  const properties = Object.fromEntries(
    inQuery.map((name) => [name, input.properties?.[name] ?? {}]),
  )
  const required = (input.required ?? []).filter((name) => inQuery.includes(name))
  return {
    requestBody: {
      content: { 'application/json': { schema: { type: 'object', properties, required } } },
    },
  }
}

function answerContent(endpoint: Endpoint): object {
  if (endpoint.answer === 'bytes') {
    return { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
  }
  return { 'application/json': { schema: jsonSchema(endpoint.output, 'input') } }
}

// Instants are `Date` to the server and ISO text to everybody else.
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  return z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema: target }) {
      if (zodSchema._zod.def.type === 'date')
        Object.assign(target, { type: 'string', format: 'date-time' })
    },
  })
}
