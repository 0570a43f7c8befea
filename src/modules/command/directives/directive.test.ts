import { expect, test } from 'vitest'
import { type Desk, testApp } from '#kernel/testing/test-app.ts'
import { command } from '../index.ts'
import { closeItem } from '../items/item-acts.service.ts'
import { getItem, listItems } from '../items/item.service.ts'
import { finishItem, issueOne, orderFor } from '../command-story.test-kit.ts'
import { draftDirective, reviseDirective } from './directive-draft.service.ts'
import { issueDirective, withdrawDirective } from './directive-issue.service.ts'
import { reportDirective } from './directive-report.service.ts'
import { confirmReading, getDirective, listDirectives } from './directive.service.ts'

const monday = '2021-05-17T09:00:00+08:00'
const street = '210091001'

async function draft(desk: Desk, order = orderFor(street)) {
  return desk.call(draftDirective, order)
}

test('a commander issues a directive; its tasks reach the units in one hop and the levels between at once', async () => {
  await using app = await testApp(command, monday)
  const commander = await app.as('commander')
  const { directive } = await issueOne(commander, street)
  expect(directive.number).toBe('2021-0001')

  const view = await commander.call(getDirective, { id: directive.id })
  expect(view.receipts.map(({ unitCode, role }) => [unitCode, role])).toEqual([
    ['210091', 'copy'],
    ['900021', 'copy'],
    [street, 'lead'],
  ])
  expect(new Set(view.receipts.map(({ sentAt }) => sentAt.getTime())).size).toBe(1)

  const officer = await app.as('street_officer')
  const mine = await officer.call(listItems, { view: 'mine' })
  expect(mine.rows).toMatchObject([{ number: '2021-0001', state: 'issued', leadUnitCode: street }])
  const item = await officer.call(getItem, { id: mine.rows[0]?.id ?? directive.id })
  expect(item.copied).toEqual(['210091'])
  expect(await app.ledger()).toEqual(['command.directive.draft', 'command.directive.issue'])
})

test('numbers of a series have no gap, also when an issue is refused between', async () => {
  await using app = await testApp(command, monday)
  const commander = await app.as('commander')
  const first = await issueOne(commander, street)
  const incomplete = await draft(commander, orderFor(street, { deliverableZh: '' }))
  await expect(
    commander.call(issueDirective, { id: incomplete.id, version: 1 }),
  ).rejects.toMatchObject({ status: 422 })
  const many = await Promise.all([1, 2, 3, 4].map(() => issueOne(commander, street)))
  const numbers = [first, ...many].map(({ directive }) => directive.number).sort()
  expect(numbers).toEqual(['2021-0001', '2021-0002', '2021-0003', '2021-0004', '2021-0005'])
})

test('each series counts for itself, from one in a new year', async () => {
  await using app = await testApp(command, '2021-12-31T23:30:00+08:00')
  const commander = await app.as('commander')
  await issueOne(commander, street)
  const order = await draft(commander, { ...orderFor(street), series: 'order' })
  expect(await commander.call(issueDirective, { id: order.id, version: 1 })).toMatchObject({
    number: '2021-0001',
  })
  await app.pass({ minutes: 60 })
  const { directive } = await issueOne(commander, street)
  expect(directive.number).toBe('2022-0001')
})

test.for([
  ['no lead unit', { leadUnitCode: null }, 'leadUnitCode'],
  ['a lead unit that does not exist', { leadUnitCode: '999999' }, 'leadUnitCode'],
  ['no deadline', { dueAt: null }, 'dueAt'],
  ['a deadline in the past', { dueAt: '2021-05-16T09:00:00+08:00' }, 'dueAt'],
  ['no deliverable', { deliverableZh: '' }, 'deliverableZh'],
  ['no evidence type', { evidence: null }, 'evidence'],
  ['the lead unit as its own verifier', { verifierUnitCode: street }, 'verifierUnitCode'],
] as const)(
  'a task with %s cannot be issued and leaves no number behind (rules 4, 6)',
  async ([, change, field]) => {
    await using app = await testApp(command, monday)
    const commander = await app.as('commander')
    const { id } = await draft(commander, orderFor(street, change))
    await expect(commander.call(issueDirective, { id, version: 1 })).rejects.toMatchObject({
      fields: [{ path: `tasks.0.${field}` }],
    })
    expect(await app.sql('select * from kernel.number_series')).toEqual([])
    expect(await app.ledger()).not.toContain('command.directive.issue')
  },
)

test('withdrawal is a new order with the next number, and what was open ends', async () => {
  await using app = await testApp(command, monday)
  const commander = await app.as('commander')
  const { directive, item } = await issueOne(commander, street)
  const order = await commander.call(withdrawDirective, {
    id: directive.id,
    version: directive.version,
    reason: '情况有变，另行部署',
  })
  expect(order.number).toBe('2021-0002')
  expect(await commander.call(getDirective, { id: directive.id })).toMatchObject({
    status: 'withdrawn',
    withdrawnByNumber: '2021-0002',
  })
  expect(await commander.call(getItem, { id: item.id })).toMatchObject({
    state: 'closed',
    outcome: 'withdrawn',
  })
  expect(await app.sql('select 1 from kernel.timer')).toEqual([])
  const told = (await commander.call(getDirective, { id: order.id })).receipts
  expect(told.map(({ unitCode }) => unitCode)).toEqual(['210091', '900021', street])
})

test('two people who withdraw one order at once make one withdrawal', async () => {
  await using app = await testApp(command, monday)
  const commander = await app.as('commander')
  const deputy = await app.as('deputy_commander')
  const { directive } = await issueOne(commander, street)
  const input = { id: directive.id, version: directive.version, reason: '情况有变' }
  const outcomes = await Promise.allSettled([
    commander.call(withdrawDirective, input),
    deputy.call(withdrawDirective, input),
  ])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect((await commander.call(listDirectives, {})).rows).toHaveLength(2)
})

test('a directive is complete when its last task is closed, and is then reported back', async () => {
  await using app = await testApp(command, monday)
  const commander = await app.as('commander')
  const { directive, item } = await issueOne(commander, street)
  await expect(
    commander.call(reportDirective, { id: directive.id, version: 2, text: '已落实' }),
  ).rejects.toMatchObject({ code: 'command.directive.wrong_status' })
  await finishItem(app, item.id)
  const verified = await commander.call(getItem, { id: item.id })
  await commander.call(closeItem, { id: item.id, version: verified.version })
  await app.work()
  const complete = await commander.call(getDirective, { id: directive.id })
  expect(complete.status).toBe('completed')
  const reported = await commander.call(reportDirective, {
    id: directive.id,
    version: complete.version,
    text: '已全部落实',
  })
  expect(reported.status).toBe('reported')
})

test('a draft is revised by its own unit only, and an old version is refused', async () => {
  await using app = await testApp(command, monday)
  const east = await app.as('district_leader', '210091')
  const west = await app.as('district_leader', '210092')
  const { id } = await draft(east)
  const revised = { ...orderFor(street), titleZh: '改过的标题', id, version: 1 }
  await expect(west.call(reviseDirective, revised)).rejects.toMatchObject({ status: 404 })
  await east.call(reviseDirective, revised)
  await expect(east.call(reviseDirective, revised)).rejects.toMatchObject({
    code: 'kernel.stale_version',
  })
  expect(await east.call(getDirective, { id })).toMatchObject({ titleZh: '改过的标题', version: 2 })
})

test('a district orders the units under it and no other', async () => {
  await using app = await testApp(command, monday)
  const east = await app.as('district_leader', '210091')
  const own = await draft(east)
  expect(await east.call(issueDirective, { id: own.id, version: 1 })).toMatchObject({
    number: '2021-0001',
  })
  const foreign = await draft(east, orderFor('210092001'))
  await expect(east.call(issueDirective, { id: foreign.id, version: 1 })).rejects.toMatchObject({
    fields: [{ path: 'tasks.0.leadUnitCode' }],
  })
})

test('a street officer may read a directive sent to the street but not issue one; another street sees nothing', async () => {
  await using app = await testApp(command, monday)
  const commander = await app.as('commander')
  const { directive } = await issueOne(commander, street)
  const officer = await app.as('street_officer')
  await expect(
    officer.call(issueDirective, { id: directive.id, version: 2 }),
  ).rejects.toMatchObject({ status: 403 })
  await officer.call(confirmReading, { id: directive.id })
  const view = await commander.call(getDirective, { id: directive.id })
  expect(view.receipts.find(({ unitCode }) => unitCode === street)?.readAt).not.toBeNull()
  const other = await app.as('street_officer', '210092001')
  await expect(other.call(getDirective, { id: directive.id })).rejects.toMatchObject({
    status: 404,
  })
  expect((await other.call(listDirectives, {})).rows).toEqual([])
})
