import { expect, test } from 'vitest'
import * as z from 'zod'
import type { PostName } from '#kernel/access/contract.ts'
import { postNames } from '#kernel/access/posts.ts'
import type { Operation } from '#kernel/module.ts'
import { modules } from '../../src/app.ts'
import {
  type HttpCity,
  openHttpCity,
  operations,
  requestOf,
  type Seat,
} from '../access/http-city.ts'
import { sampleInput } from '../access/sample-input.ts'
import { fillDistricts } from '../access/two-districts.ts'
import { faultOf } from './answer-check.ts'
import { placesOf, putAt } from './hostile-requests.ts'

// Lengths and characters at which our schema, the language and the database count differently.
const sharp: readonly unknown[] = [
  '😀',
  '😀😀',
  '样\u0000本样本',
  '\uD83D样本样本',
  '样本样本\uDE00',
  '😀'.repeat(60),
  '\u202E样本样本\u2066',
  2 ** 31,
  2 ** 53 - 1,
  -(2 ** 31) - 1,
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59-23:59',
  '9999-12-31',
  '0000-01-01',
]

const Version = z.object({ version: z.int() })

const tables: Readonly<Record<string, string>> = {
  ItemId: 'command.item',
  DirectiveId: 'command.directive',
  AccountId: 'access.account',
  PolicySetId: 'policy.policy_set',
}

/** Samples of an operation that reach as deep as the city's rows allow: each real id, in its real version. */
async function deepSamples({ app }: HttpCity, operation: Operation, seat: Seat) {
  const asked: string[] = []
  sampleInput(operation, (title) => {
    asked.push(title)
    return undefined
  })
  const [title = ''] = asked
  const table = tables[title]
  const rows = table
    ? await app.sql<{ id: string; row: unknown }>(
        `select id, to_jsonb(t) as row from ${table} t
         order by (to_jsonb(t) ->> 'lead_unit_code') = $1 desc nulls last, id limit 2`,
        [seat.desk.actor.unitCode],
      )
    : [{ id: undefined, row: null }]
  return rows.map(({ id, row }) => {
    const input = sampleInput(operation, () => id)
    const version = Version.safeParse(row).data?.version
    return 'version' in input && version !== undefined ? { ...input, version } : input
  })
}

/** A sample with each of its fields in turn at each edge. */
function sharpened(sample: Record<string, unknown>) {
  const places = placesOf(sample).filter((place) => place.at(-1) !== 'id')
  return places.flatMap((place) =>
    sharp.map((value) => ({
      told: `${place.join('.')} = ${JSON.stringify(value)}`,
      input: z.record(z.string(), z.unknown()).parse(putAt(sample, place, value)),
    })),
  )
}

const holderOf = (permission: string): PostName =>
  (['street_officer', 'district_leader', ...postNames] as const).find((post) =>
    modules.some(({ access }) => access[post].includes(permission)),
  ) ?? 'administrator'

test('texts, numbers and days at the edge of what can be stored are stored or refused, in every field', async () => {
  await using city = await openHttpCity()
  await fillDistricts(city.app)
  const faults: string[] = []
  let stored = 0
  for (const { name, operation } of operations) {
    let seat = await city.sit(holderOf(operation.endpoint.permission))
    const samples = await deepSamples(city, operation, seat)
    for (const { told, input } of samples.flatMap(sharpened)) {
      const request = requestOf(operation.endpoint, input, seat)
      const answer = await city.inject({ ...request, remoteAddress: `10.0.${stored % 250}.1` })
      if (answer.status === 200) stored += 1
      if (answer.status === 401)
        seat = await city.renew({ desk: await city.app.as(seat.desk.actor.post) })
      const fault = faultOf(answer)
      if (fault) faults.push(`${name} ${told}: ${fault}`)
    }
  }
  expect([...new Set(faults)]).toEqual([])
  expect(stored).toBeGreaterThan(100)
  await city.app.work()
  await city.app.pass({ minutes: 60 * 24 * 400 })
}, 120_000)
