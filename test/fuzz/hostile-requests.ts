import type { Operation } from '#kernel/module.ts'
import { type BrowserRequest, requestOf, type Seat } from '../access/http-city.ts'
import { type IdSource, sampleInput, type Shape, shapeOf } from '../access/sample-input.ts'
import {
  type Dice,
  oddBodies,
  oddNumbers,
  oddTimes,
  oddUnits,
  subtleTexts,
  wrongValues,
} from './hostile-values.ts'

interface Hostile {
  /** What was done to the sample, for whoever reads a failure. */
  readonly told: string
  readonly request: BrowserRequest
}

interface Target {
  readonly operation: Operation
  readonly seat: Seat
  readonly dice: Dice
  /** Real ids of the city, by title: own, other districts', of another kind. */
  readonly ids: IdSource
}

/** The hostile requests to one operation: every kind of hostility at least once, then by chance. */
export function hostileRequests(target: Target, count: number): Hostile[] {
  const { operation } = target
  const kinds = [
    sampleAsIs,
    wrongField,
    subtleField,
    subtleField,
    subtleField,
    wrongField,
    missingField,
    extraField,
    hugeField,
    strangeAddress,
    strangeHeader,
    ...(operation.endpoint.method === 'GET' ? [] : [oddBody]),
  ]
  const list: Hostile[] = []
  // A body of a megabyte is said once.
  for (let turn = 0; list.length < count; turn += 1) {
    const kind = kinds[turn % kinds.length] ?? sampleAsIs
    if (kind !== hugeField || turn < kinds.length) list.push(kind(target))
  }
  return list
}

type Input = Record<string, unknown>

function hostile(target: Target, told: string, input: Input): Hostile {
  return { told, request: requestOf(target.operation.endpoint, input, target.seat) }
}

function sampleOf({ operation, ids, dice }: Target): Input {
  const input = sampleInput(operation, ids)
  return 'version' in input ? { ...input, version: 1 + dice.below(6) } : input
}

function sampleAsIs(target: Target): Hostile {
  return hostile(target, 'sample', sampleOf(target))
}

/** The places of a sample at which a value can be put, down into its lists and objects. */
export function placesOf(value: unknown, above: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return []
  return Object.entries(value).flatMap(([name, inner]) => [
    [...above, name],
    ...placesOf(inner, [...above, name]),
  ])
}

export function putAt(value: unknown, place: readonly string[], put: unknown): unknown {
  const [first, ...rest] = place
  if (first === undefined) return put
  if (Array.isArray(value))
    return value.map((one: unknown, i) => (String(i) === first ? putAt(one, rest, put) : one))
  if (typeof value !== 'object' || value === null) return put
  return { ...value, [first]: putAt(Reflect.get(value, first), rest, put) }
}

function withChange(
  target: Target,
  choose: (place: readonly string[], now: unknown) => unknown,
): Hostile {
  const input = sampleOf(target)
  const places = placesOf(input)
  if (places.length === 0) return extraField(target)
  const place = target.dice.pick(places)
  const put = choose(place, readAt(input, place))
  const changed = putAt(input, place, put)
  const told = `${place.join('.')} = ${JSON.stringify(put)?.slice(0, 80)}`
  return hostile(
    target,
    told,
    typeof changed === 'object' && changed !== null ? { ...changed } : {},
  )
}

function readAt(value: unknown, place: readonly string[]): unknown {
  return place.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined,
    value,
  )
}

function wrongField(target: Target): Hostile {
  const { dice } = target
  return withChange(target, () => dice.pick([...wrongValues(dice), ...oddNumbers]))
}

/** The right kind of value, but one that few have thought of. */
function subtleField(target: Target): Hostile {
  const { dice, operation } = target
  const members = enumsOf(shapeOf(operation))
  return withChange(target, (place, now) => {
    const name = place.at(-1) ?? ''
    if (typeof now === 'number') return dice.pick(oddNumbers)
    if (typeof now !== 'string') return dice.pick([!now, ...oddNumbers])
    if (/(At|until|from|to|on|From|To)$/.test(name)) return dice.pick(oddTimes)
    if (/([uU]nit|[cC]ode)/.test(name)) return dice.pick(oddUnits)
    const word = dice.pick([...subtleTexts, ...(members.length > 0 ? members : ['样'])])
    // A longer text passes more checks than a word.
    return dice.below(2) === 0 ? word : `样本文字 ${word}`
  })
}

function enumsOf(shape: Shape): string[] {
  const inner = [
    ...Object.values(shape.properties ?? {}),
    ...(shape.anyOf ?? []),
    ...(shape.oneOf ?? []),
    ...(shape.items ? [shape.items] : []),
  ]
  return [...(shape.enum ?? []).map(String), ...inner.flatMap(enumsOf)]
}

function missingField(target: Target): Hostile {
  const input = sampleOf(target)
  const names = Object.keys(input)
  if (names.length === 0) return sampleAsIs(target)
  const gone = target.dice.pick(names)
  const kept = Object.entries(input).filter(([name]) => name !== gone)
  return hostile(target, `without ${gone}`, Object.fromEntries(kept))
}

function extraField(target: Target): Hostile {
  const { dice } = target
  const name = dice.pick(['id', 'post', 'districtCode', 'state', 'version', 'accountId', '样', ''])
  const value = dice.pick([...wrongValues(dice), 'administrator', 210092])
  return hostile(target, `with ${name}`, { ...sampleOf(target), [name]: value })
}

function hugeField(target: Target): Hostile {
  return withChange(target, () => target.dice.pick(['x', '样']).repeat(1_000_000))
}

function oddBody(target: Target): Hostile {
  const { type, body } = target.dice.pick(oddBodies)
  const { request } = sampleAsIs(target)
  const headers = { ...request.headers, 'content-type': type }
  const told = `${type} ${String(body).slice(0, 40)}`
  return { told, request: { ...request, headers, payload: body } }
}

const strangePaths = [
  '..%2f..%2f..%2fetc%2fpasswd',
  '%00',
  '%zz',
  '%c0%ae%c0%ae',
  'x'.repeat(400),
  '__proto__',
  '%F0%9F%98%80',
  '..',
  "'%20or%20'1'='1",
]

function strangeAddress(target: Target): Hostile {
  const { request, told } = sampleAsIs(target)
  const strange = target.dice.pick(strangePaths)
  const { url } = request
  const changed = target.dice.pick([
    url.replace(/[^/?]+(?=\?|$)/, strange),
    `${url}${url.includes('?') ? '&' : '?'}${strange}=${strange}`,
    `${url}${url.includes('?') ? '&' : '?'}limit=${strange}&after=${strange}&view=area&view=mine`,
    `${url}/${strange}`,
  ])
  return { told: `${told} at ${changed.slice(0, 200)}`, request: { ...request, url: changed } }
}

function strangeHeader(target: Target): Hostile {
  const { request } = sampleAsIs(target)
  const [name, value] = target.dice.pick([
    ['idempotency-key', ''],
    ['idempotency-key', 'x'.repeat(5000)],
    ['idempotency-key', '键'],
    ['x-purpose', 'not a purpose'],
    ['x-purpose', '00000000-0000-0000-0000-000000000000'],
    ['content-length', '5'],
    ['content-encoding', 'gzip'],
    ['accept', 'text/html'],
    ['x-forwarded-for', '127.0.0.1, 10.0.0.1'],
    ['x-http-method-override', 'DELETE'],
    ['range', 'bytes=0-1,5-,-9999999999'],
    ['if-none-match', '*'],
    ['origin', 'https://elsewhere.example'],
  ])
  const headers = { ...request.headers, [name ?? 'accept']: value ?? '' }
  return { told: `${name}: ${value?.slice(0, 40)}`, request: { ...request, headers } }
}
