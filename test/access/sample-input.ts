import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Operation } from '#kernel/module.ts'

/** The part of a JSON schema that says what a value looks like. */
export interface Shape {
  readonly type?: string | undefined
  readonly title?: string | undefined
  readonly format?: string | undefined
  readonly pattern?: string | undefined
  readonly const?: unknown
  readonly enum?: readonly unknown[] | undefined
  readonly anyOf?: readonly Shape[] | undefined
  readonly oneOf?: readonly Shape[] | undefined
  readonly items?: Shape | undefined
  readonly properties?: Readonly<Record<string, Shape>> | undefined
  readonly required?: readonly string[] | undefined
  readonly minimum?: number | undefined
  readonly minLength?: number | undefined
  readonly maxLength?: number | undefined
}

const Shape: z.ZodType<Shape> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    title: z.string().optional(),
    format: z.string().optional(),
    pattern: z.string().optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    anyOf: z.array(Shape).optional(),
    oneOf: z.array(Shape).optional(),
    items: Shape.optional(),
    properties: z.record(z.string(), Shape).optional(),
    required: z.array(z.string()).optional(),
    minimum: z.number().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
  }),
)

/** What an operation takes, read from its contract. */
export function shapeOf({ endpoint }: Operation): Shape {
  return Shape.parse(
    z.toJSONSchema(endpoint.input, {
      io: 'input',
      unrepresentable: 'any',
      override({ zodSchema, jsonSchema }) {
        if (zodSchema._zod.def.type === 'date')
          Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
      },
    }),
  )
}

/** A PNG by its first bytes, with words behind them that a search through raw answers finds. */
export function photoSaying(words: string): Buffer {
  return Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.from(words)])
}

const photo = photoSaying('样')

// What a schema cannot say: a hash that fits its file, a key of the catalogue, a unit of the test city.
const byName: Readonly<Record<string, unknown>> = {
  content: photo,
  sha256: createHash('sha256').update(photo).digest('hex'),
  key: 'item.red_repeat_hours',
  value: 24,
  permission: 'command.item.read',
  unit: '210091002',
  code: '210091002',
  parentCode: '210091',
  unitCode: '210091001',
  leadUnitCode: '210091001',
  verifierUnitCode: '900021',
  dueAt: '2021-06-01T09:00:00+08:00',
  until: '2021-06-03T09:00:00+08:00',
  milestoneAt: '2021-05-25T09:00:00+08:00',
  action: 'command',
  after: undefined,
  last: 100,
  covers: [],
  text: '样本文字',
}

const instant = '2021-05-16T09:00:00+08:00'
const texts = [
  '样本文字',
  'sample-1',
  '210091001',
  '13800000000',
  '100200',
  '2021-05-16',
  'ab'.repeat(32),
  'ab'.repeat(64),
  '1',
]

/** Which id stands for a title such as `ItemId`; `name` is the field it is asked for. */
export type IdSource = (title: string, name: string) => string | undefined

/** The smallest whole input of an operation: every field that has a value to give. */
export function sampleInput(operation: Operation, ids: IdSource): Record<string, unknown> {
  const sample = sampleOf(shapeOf(operation), { name: '', ids })
  return typeof sample === 'object' && sample !== null ? { ...sample } : {}
}

interface Asked {
  readonly name: string
  readonly ids: IdSource
}

function sampleOf(shape: Shape, asked: Asked): unknown {
  const { name, ids } = asked
  if (shape.title?.endsWith('Id')) return ids(shape.title, name)
  if (name in byName && fits(byName[name], shape)) return byName[name]
  if (shape.const !== undefined) return shape.const
  if (shape.enum) return shape.enum[0]
  const choice = (shape.anyOf ?? shape.oneOf ?? []).find(({ type }) => type !== 'null')
  if (choice) return sampleOf(choice, asked)
  return plainSample(shape, asked)
}

function plainSample(shape: Shape, { name, ids }: Asked): unknown {
  switch (shape.type) {
    case 'string':
      return shape.format === 'date-time' ? instant : texts.find((text) => fits(text, shape))
    case 'integer':
    case 'number':
      return Math.max(1, shape.minimum ?? 1)
    case 'boolean':
      return false
    case 'array':
      return shape.items ? [sampleOf(shape.items, { name, ids })] : []
    case 'object':
      return Object.fromEntries(
        Object.entries(shape.properties ?? {}).flatMap(([field, inner]) => {
          const value = sampleOf(inner, { name: field, ids })
          return value === undefined ? [] : [[field, value]]
        }),
      )
    case undefined:
    default:
      return undefined
  }
}

function fits(value: unknown, shape: Shape): boolean {
  if (typeof value !== 'string') return true
  if (shape.type !== undefined && shape.type !== 'string') return false
  if (shape.pattern !== undefined && !new RegExp(shape.pattern, 'u').test(value)) return false
  return value.length >= (shape.minLength ?? 0) && value.length <= (shape.maxLength ?? Infinity)
}
