import { expect, test } from 'vitest'
import * as z from 'zod'
import type { PostName } from '#kernel/access/contract.ts'
import { sessionCookie } from '#kernel/http/sessions.ts'
import type { Operation } from '#kernel/module.ts'
import { type HttpCity, openHttpCity, operations, requestOf, type Seat } from './http-city.ts'
import { sampleInput } from './sample-input.ts'
import { fillDistricts, peopleOf, rowsOf, west } from './two-districts.ts'

/** The other district's ids by the title its contract gives them, and every word that is its own. */
interface Foreign {
  readonly ids: Readonly<Record<string, readonly string[]>>
  readonly versions: ReadonlyMap<string, number>
  readonly words: readonly string[]
}

const Versioned = z.object({ version: z.int() })

async function readForeign({ app }: HttpCity): Promise<Foreign> {
  const rows = await rowsOf(app, west)
  const people = await peopleOf(app, west)
  const of = (table: string) => rows.filter((row) => row.table === table).map(({ id }) => id)
  const ids = {
    ItemId: of('command.item'),
    DirectiveId: of('command.directive'),
    EvidenceId: of('command.evidence'),
    AccountId: people.map(({ account }) => account),
    AppointmentId: people.map(({ appointment }) => appointment),
    SessionId: people.flatMap(({ session }) => session ?? []),
  }
  for (const [title, found] of Object.entries(ids)) expect(found, title).not.toEqual([])
  const versions = new Map(
    rows.map(({ id, text }) => [id, Versioned.safeParse(JSON.parse(text)).data?.version ?? 1]),
  )
  const words = [
    west.mark,
    ...rows.map(({ id }) => id).filter((id) => id !== ''),
    ...people.flatMap(({ phone, username, session }) => [phone, username, session ?? phone]),
  ]
  return { ids, versions, words: [...new Set(words)] }
}

/** Every input of an operation in which each id is one of the other district's. */
function inputsWith(operation: Operation, { ids, versions }: Foreign): Record<string, unknown>[] {
  const longest = Math.max(...Object.values(ids).map((list) => list.length))
  const everywhere = Array.from({ length: longest }, (_, turn) => {
    // Of the two ids in an address the second turns slower, so that a file is asked for with its own item.
    const pick = (title: string) => {
      const list = ids[title] ?? ids['ItemId'] ?? []
      return list[turn % list.length]
    }
    const input = sampleInput(operation, pick)
    const version = versions.get(String(input['id']))
    return 'version' in input && version !== undefined ? { ...input, version } : input
  })
  const search = [
    { search: west.mark },
    { search: '7' },
    { unit: west.streets[0] },
    { view: 'area' },
  ]
  const isList = operation.endpoint.method === 'GET' && !operation.endpoint.path.includes(':')
  return isList ? [...everywhere, ...search, {}] : everywhere
}

/** A file is asked for with the item it belongs to, whatever the turn. */
async function filePairs(city: HttpCity): Promise<{ id: string; evidenceId: string }[]> {
  return city.app.sql(
    `select item_id as id, id as "evidenceId" from command.evidence where district_code = $1`,
    [Number(west.district)],
  )
}

async function tryAll(city: HttpCity, seat: Seat, foreign: Foreign): Promise<string[]> {
  const wrong: string[] = []
  const pairs = await filePairs(city)
  let current = seat
  for (const { name, operation } of operations) {
    const { path, method, permission } = operation.endpoint
    if (permission === 'anyone') continue
    const inputs = path.includes(':evidenceId') ? pairs : inputsWith(operation, foreign)
    const namesForeign = /:(id|evidenceId)\b/.test(path) && !path.startsWith('/policy/')
    for (const input of inputs) {
      const request = requestOf(operation.endpoint, input, current)
      const answer = await city.inject(request)
      const sent = JSON.stringify(input)
      const heard = foreign.words.filter(
        (word) => answer.body.includes(word) && !sent.includes(word),
      )
      if (heard.length > 0) wrong.push(`${name} says ${heard.join()} to ${sent}`)
      if (namesForeign && ![403, 404].includes(answer.status))
        wrong.push(`${name} answers ${answer.status} ${answer.body.slice(0, 120)} to ${sent}`)
      if (answer.status === 401 || answer.status >= 500)
        wrong.push(`${name} answers ${answer.status} to ${sent}`)
    }
    if (method === 'DELETE') current = await city.renew(current)
  }
  return wrong
}

const strangers: readonly (readonly [PostName, string])[] = [
  ['district_leader', '210091'],
  ['district_officer', '210091'],
  ['street_officer', '210091001'],
  ['community_worker', '210091001001'],
  ['bureau_officer', '900011'],
  ['group_officer', '900021'],
]

test.for(strangers)(
  'a %s at %s reaches nothing of another district by any call with any of its ids',
  { timeout: 60_000 },
  async ([post, unit]) => {
    await using city = await openHttpCity()
    await fillDistricts(city.app)
    await city.sit('street_officer', west.streets[0])
    await city.app.sql(`update access.account set phone = '13900082977' where phone is null`)
    const foreign = await readForeign(city)
    const before = await rowsOf(city.app, west)
    const seat = await city.sit(post, unit)
    expect(await tryAll(city, seat, foreign)).toEqual([])
    expect(await rowsOf(city.app, west)).toEqual(before)
  },
)

test('the same search finds the words when their own district asks', async () => {
  await using city = await openHttpCity()
  await fillDistricts(city.app)
  const seat = await city.sit('street_officer', west.streets[0])
  await city.app.sql(`update access.account set phone = '13900082977' where phone is null`)
  const foreign = await readForeign(city)
  const told = await tryAll(city, seat, foreign)
  const names = ['GET /command/items', 'GET /command/items/:id', 'GET /command/directives/:id']
  for (const name of [...names, 'GET /command/items/:id/files/:evidenceId'])
    expect(
      told.some((line) => line.startsWith(`${name} `)),
      name,
    ).toBe(true)
})

test('of an order to two districts each sees its own tasks and receipts alone', async () => {
  await using city = await openHttpCity()
  await fillDistricts(city.app)
  const [shared] = await city.app.sql<{ id: string }>(
    `select id from command.directive where title_zh like '共同%'`,
  )
  const url = `/api/command/directives/${shared?.id}`
  for (const [unit, other] of [
    ['210091', '210092'],
    ['210092', '210091'],
  ] as const) {
    const { token } = await city.sit('district_leader', unit)
    const answer = await city.inject({ method: 'GET', url, cookies: { [sessionCookie]: token } })
    expect(answer.body).toContain(`"${unit}001"`)
    expect(answer.body).not.toContain(other)
  }
})
