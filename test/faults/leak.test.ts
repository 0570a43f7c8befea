import { expect, test } from 'vitest'
import * as z from 'zod'
import { waitUntil } from '#kernel/db/embedded/running-process.ts'
import { ask, type People, settle } from './city-over-http.ts'
import { databaseLog, openDataDir, type Program, startProgram, stopProgram } from './program.ts'

// What must stay in the database: a name, a number to call, a number of identity, where somebody lives.
const personal = ['欧阳慧珍', '13941187362', '210203198804056789', '星海街77号院']
const [name = '', phone = '', identity = '', address = ''] = personal

/** The live updates of one browser, as far as they have come. */
function listenTo(program: Program, cookie: string): { heard(): string; stop(): void } {
  const aborted = new AbortController()
  const parts: string[] = []
  const reading = (async () => {
    const response = await fetch(`${program.base}/api/live`, {
      headers: { cookie },
      signal: aborted.signal,
    })
    if (!response.body) throw new Error('no stream')
    const decoder = new TextDecoder()
    for await (const part of response.body) parts.push(decoder.decode(part, { stream: true }))
  })().catch((error: unknown) => void parts.push(`ended: ${String(error)}`))
  return {
    heard: () => parts.join(''),
    stop() {
      aborted.abort()
      void reading
    },
  }
}

const Row = z.object({ id: z.string(), version: z.int() })
const Tasks = z.object({ tasks: z.array(z.object({ id: z.string() })) })

/** Work of the western street, every text of it about a person; answers the ids of what it was about. */
async function workInWest(base: string, { commander, west }: People): Promise<string[]> {
  const task = {
    titleZh: `核查${name}`,
    deliverableZh: `${identity} ${address}`,
    evidence: 'text',
    leadUnitCode: '210092001',
    dueAt: new Date(Date.now() + 86_400_000).toISOString(),
  }
  const order = { series: 'order', titleZh: `${name} ${phone}`, bodyZh: identity, source: address }
  const path = '/command/directives'
  const body = { ...order, tasks: [task] }
  const draft = Row.parse((await ask(base, { path, body, cookie: commander })).body)
  const issue = { path: `${path}/${draft.id}/issue`, body: { version: 1 }, cookie: commander }
  expect((await ask(base, issue)).status).toBe(200)
  const directive = await ask(base, { path: `${path}/${draft.id}`, cookie: west })
  const item = Tasks.parse(directive.body).tasks[0]?.id ?? ''
  const { version } = Row.parse(
    (await ask(base, { path: `/command/items/${item}`, cookie: west })).body,
  )
  const at = `/command/items/${item}`
  await ask(base, { path: `${at}/acknowledgement`, body: { version }, cookie: west })
  const said = { kind: 'text', name: `${name}的说明`, text: `${identity} ${phone}` }
  await ask(base, { path: `${at}/statements`, body: said, cookie: west })
  await ask(base, { path: `${at}/comments`, body: { text: `${name}已联系` }, cookie: west })
  return [draft.id, item]
}

/** Requests that are refused, each with somebody's data where it should not be. */
async function stumble(base: string, { administrator, commander, east }: People): Promise<void> {
  const account = { username: 'ouyang', nameZh: name, nameEn: 'Ouyang', phone }
  const body = { ...account, post: 'street_officer', unitCode: '210091001' }
  for (let twice = 0; twice < 2; twice += 1)
    await ask(base, { path: '/access/accounts', body, cookie: administrator })
  const search = encodeURIComponent(`${name} ${identity}`)
  await ask(base, { path: `/command/items?search=${search}`, cookie: commander })
  await ask(base, { path: `/command/items/${encodeURIComponent(identity)}`, cookie: east })
  await ask(base, { path: `/nobody/${phone}/${encodeURIComponent(name)}`, cookie: east })
  await ask(base, { path: '/access/sign-in', body: { username: phone, password: identity } })
  await ask(base, {
    path: '/command/directives',
    body: { titleZh: name, id: identity },
    cookie: commander,
  })
  await ask(base, { path: '/command/items?after=' + phone, cookie: `bulwark_session=${identity}` })
  // Whatever goes wrong inside must not quote it either.
  const setup = { setupCode: name, nameZh: name, nameEn: phone, shippedPolicies: true }
  const keeper = { username: 'keeper', nameZh: name, nameEn: identity }
  const units = { source: 'csv', text: identity }
  await ask(base, { path: '/installation', body: { ...setup, units, administrator: keeper } })
  await fetch(`${base}/api/access/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"username":"${name}", "password": ${identity}, `,
  })
}

test('a session that has ended hears no more, also on the stream it had open', async () => {
  const folder = openDataDir()
  try {
    const args = ['start', '--empty', '--no-open', '--data', folder.path]
    const program = await startProgram({ args })
    const people = await settle(program)
    const [left, stayed] = [listenTo(program, people.west), listenTo(program, people.commander)]
    const isOpen = async () => [left, stayed].every(({ heard }) => heard().includes('retry'))
    expect(await waitUntil(isOpen, 10_000)).toBe(true)
    await ask(program.base, {
      method: 'DELETE',
      path: '/access/session',
      body: {},
      cookie: people.west,
    })
    const task = {
      titleZh: '新任务',
      leadUnitCode: '210092001',
      evidence: 'text',
      deliverableZh: '说明',
    }
    const tasks = [{ ...task, dueAt: new Date(Date.now() + 86_400_000).toISOString() }]
    const order = { series: 'order', titleZh: '新指令', bodyZh: '办理', source: '会议', tasks }
    const { commander: cookie } = people
    const made = await ask(program.base, { path: '/command/directives', body: order, cookie })
    const path = `/command/directives/${Row.parse(made.body).id}/issue`
    expect((await ask(program.base, { path, body: { version: 1 }, cookie })).status).toBe(200)
    const isTold = async () => stayed.heard().includes('command.item.issued')
    expect(await waitUntil(isTold, 10_000)).toBe(true)
    expect(left.heard()).not.toContain('command.item.issued')
    for (const stream of [left, stayed]) stream.stop()
    await stopProgram(program)
  } finally {
    await folder.clear()
  }
}, 90_000)

test('no log, figure or live update holds a word about a person, and no street hears of another district’s items', async () => {
  const folder = openDataDir()
  try {
    const args = ['start', '--empty', '--no-open', '--data', folder.path]
    const program = await startProgram({ args })
    const people = await settle(program)
    const streams = [people.west, people.east, people.commander].map((one) =>
      listenTo(program, one),
    )
    const [west, east, commander] = streams
    const isOpen = async () => streams.every(({ heard }) => heard().includes('retry'))
    expect(await waitUntil(isOpen, 10_000)).toBe(true)
    const ids = await workInWest(program.base, people)
    await stumble(program.base, people)
    const last = 'command.item.comment'
    const isTold = async () => [west, commander].every((one) => one?.heard().includes(last))
    expect(await waitUntil(isTold, 10_000), west?.heard()).toBe(true)
    expect(ids.filter((id) => east?.heard().includes(id))).toEqual([])
    expect(east?.heard()).not.toContain('command.')
    const metrics = await (await fetch(`${program.base}/metrics`)).text()
    expect(metrics).toContain('bulwark_http_seconds')
    for (const stream of streams) stream.stop()
    await stopProgram(program)
    const places = {
      'the program': program.said(),
      'the database': databaseLog(folder.path),
      'the figures': metrics,
      'live updates': streams.map(({ heard }) => heard()).join('\n'),
    }
    expect(places['the program']).toContain('/api/command/items/:id/statements')
    for (const [place, text] of Object.entries(places))
      expect(
        personal.filter((word) => text.includes(word)),
        place,
      ).toEqual([])
  } finally {
    await folder.clear()
  }
}, 90_000)
