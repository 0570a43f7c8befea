import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { expect, test } from 'vitest'
import { grant } from './access/grant.ts'
import { endpoint, id } from './contract.ts'
import { dispatch } from './dispatch.ts'
import { Refused } from './errors.ts'
import { defineModule, type Module } from './module.ts'
import type { PurposeDoor } from './runtime.ts'
import { testApp, type TestApp } from './testing/test-app.ts'

const NoteId = id('NoteId')
const Note = z.object({
  id: NoteId,
  districtCode: z.int(),
  streetCode: z.int().nullable(),
  text: z.string().max(40),
})

const { read, write, subscribe, reaction } = defineModule<{ 'sample.note': z.infer<typeof Note> }>()

const add = write(
  endpoint('POST', '/sample/notes', {
    permission: 'sample.note.add',
    input: Note.omit({ id: true }),
    output: Note.pick({ id: true }),
  }),
  async (ctx, note) => {
    if (note.text === 'forbidden') throw new Refused('kernel.conflict')
    const row = { ...note, id: NoteId.parse(randomUUID()) }
    await ctx.tx.insertInto('sample.note').values(row).execute()
    ctx.publish('sample.note.added', { id: row.id, districtCode: note.districtCode })
    return row
  },
)

const list = read(
  endpoint('GET', '/sample/notes', {
    permission: 'sample.note.read',
    input: z.object({}),
    output: z.array(Note),
  }),
  ({ db }) => db.selectFrom('sample.note').selectAll().orderBy('text').execute(),
)

const listPersonal = read(
  endpoint('GET', '/sample/personal', {
    permission: 'sample.note.read',
    personal: true,
    input: z.object({}),
    output: z.array(Note),
  }),
  ({ db }) => db.selectFrom('sample.note').selectAll().execute(),
)

const echo = subscribe('sample.note.added', 'sample.note.echo', async (ctx, payload) => {
  await ctx.tx
    .insertInto('sample.note')
    .values({
      id: NoteId.parse(randomUUID()),
      districtCode: 210092,
      streetCode: null,
      text: `echo of ${String(payload['id']).slice(0, 8)}`,
    })
    .execute()
})

const nothing = reaction('sample.note.never', async () => {})

const granted = grant({
  everyone: ['sample.note.read'],
  commander: ['sample.note.add'],
  street_officer: ['sample.note.add'],
})

const sample: Module = {
  name: 'sample',
  operations: [add, list],
  access: granted,
  subscriptions: [echo],
  timers: [nothing],
}

async function sampleApp(purposes?: PurposeDoor): Promise<TestApp> {
  const app = await testApp(sample, '2021-05-16T09:00:00+08:00', purposes ? { purposes } : {})
  await app.sql(`create schema sample; grant usage on schema sample to bulwark_scope, bulwark_city, bulwark_work;
    create table sample.note (id uuid primary key, district_code int not null, street_code int, text text not null);
    select kernel.protect_scoped('sample.note')`)
  return app
}

const east = { districtCode: 210091, streetCode: 210091001, text: 'east' }
const west = { districtCode: 210092, streetCode: 210092001, text: 'west' }

test('a write is stored, recorded and announced in one commit', async () => {
  await using app = await sampleApp()
  const commander = await app.as('commander')
  await commander.call(add, east)
  expect(await commander.call(list, {})).toMatchObject([east])
  expect(await app.ledger()).toEqual(['sample.note.add'])
  expect(await app.outbox()).toEqual(['sample.note.added'])
})

test('what a rule refuses leaves no trace', async () => {
  await using app = await sampleApp()
  const commander = await app.as('commander')
  await expect(commander.call(add, { ...east, text: 'forbidden' })).rejects.toMatchObject({
    status: 409,
  })
  expect(await app.ledger()).toEqual([])
  expect(await app.outbox()).toEqual([])
})

test('a post without the permission is told who has it', async () => {
  await using app = await sampleApp()
  const officer = await app.as('duty_officer')
  await expect(officer.call(add, east)).rejects.toMatchObject({
    status: 403,
    params: { posts: 'commander,street_officer' },
  })
})

test('a street officer sees the own street and cannot write into another', async () => {
  await using app = await sampleApp()
  const commander = await app.as('commander')
  const street = await app.as('street_officer')
  await commander.call(add, east)
  await commander.call(add, west)
  expect(await street.call(list, {})).toMatchObject([east])
  await expect(street.call(add, west)).rejects.toMatchObject({ code: 'kernel.access.outside_area' })
})

test('the same key twice is done once and answered the same; with another body it is refused', async () => {
  await using app = await sampleApp()
  const commander = await app.as('commander')
  const idempotencyKey = randomUUID()
  const [first, second] = await Promise.all([
    commander.call(add, east, { idempotencyKey }),
    commander.call(add, east, { idempotencyKey }),
  ])
  expect(second).toEqual(first)
  expect(await commander.call(list, {})).toHaveLength(1)
  await expect(commander.call(add, west, { idempotencyKey })).rejects.toMatchObject({
    code: 'kernel.idempotency_key_reused',
  })
})

test('a subscriber runs once for each event, after the commit', async () => {
  await using app = await sampleApp()
  const commander = await app.as('commander')
  const { id: noteId } = await commander.call(add, east)
  await app.work()
  const texts = (await commander.call(list, {})).map(({ text }) => text)
  expect(texts).toEqual(['east', `echo of ${noteId.slice(0, 8)}`])
  expect(await app.outbox()).toEqual([])
})

test('nobody without a session reads anything, and bad input names its fields', async () => {
  await using app = await sampleApp()
  await expect(dispatch(app.runtime, list, { input: {}, actor: null })).rejects.toMatchObject({
    status: 401,
  })
  const commander = await app.as('commander')
  await expect(
    dispatch(app.runtime, add, { input: { ...east, text: 7 }, actor: commander.actor }),
  ).rejects.toMatchObject({ status: 422, fields: [{ path: 'text' }] })
})

test("a person's record is read only for an item of the reader, and the look is in the ledger first (rule 133)", async () => {
  const itemId = randomUUID()
  await using app = await sampleApp(async (asked) => (asked === itemId ? { subjects: [] } : null))
  const officer = await app.as('duty_officer')
  await expect(officer.call(listPersonal, {})).rejects.toMatchObject({
    code: 'kernel.access.purpose_needed',
  })
  await expect(officer.call(listPersonal, {}, { purpose: randomUUID() })).rejects.toMatchObject({
    code: 'kernel.access.purpose_unknown',
  })
  expect(await app.ledger()).toEqual([])
  await officer.call(listPersonal, {}, { purpose: itemId })
  expect(await app.ledger()).toEqual(['look:sample.note.read'])
})
