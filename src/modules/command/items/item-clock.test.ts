import { expect, test } from 'vitest'
import { testApp } from '#kernel/testing/test-app.ts'
import { command } from '../index.ts'
import { addPhoto, issueOne } from '../command-story.test-kit.ts'
import { acknowledgeItem, claimItem, reportProgress, returnItem } from './item-acts.service.ts'
import { extendItem, requestExtension } from './item-changes.service.ts'

import { countItems, getItem } from './item.service.ts'

const monday = '2021-05-17T09:00:00+08:00'
const street = '210091001'

test('blue when a fifth of the time remains, red when overdue, said again every day (rule 7)', async () => {
  await using app = await testApp(command, monday)
  const commander = await app.as('commander')
  const { item } = await issueOne(commander, street, { dueAt: '2021-05-18T09:00:00+08:00' })
  const level = async () => (await commander.call(getItem, { id: item.id })).level
  await app.pass({ minutes: 19 * 60 + 11 })
  expect(await level()).toBe('none')
  await app.pass({ minutes: 1 })
  expect(await level()).toBe('blue')
  await app.pass({ minutes: 4 * 60 + 48 })
  expect(await level()).toBe('red')
  await app.pass({ minutes: 24 * 60 })
  await app.pass({ minutes: 24 * 60 })
  const acts = (await commander.call(getItem, { id: item.id })).timeline.map(({ act }) => act)
  expect(acts.slice(-3)).toEqual(['turned_red', 'still_red', 'still_red'])
})

test('yellow when a milestone is missed, and not when it is reported in time (rule 7)', async () => {
  await using app = await testApp(command, monday)
  const commander = await app.as('commander')
  const officer = await app.as('street_officer')
  const clock = { dueAt: '2021-05-19T09:00:00+08:00', milestoneAt: '2021-05-17T15:00:00+08:00' }
  const missed = await issueOne(commander, street, clock)
  const met = await issueOne(commander, street, clock)
  await officer.call(acknowledgeItem, { id: met.item.id, version: met.item.version })
  await officer.call(reportProgress, {
    id: met.item.id,
    version: met.item.version + 1,
    text: '节点完成',
    meetsMilestone: true,
  })
  await app.pass({ minutes: 361 })
  expect((await commander.call(getItem, { id: missed.item.id })).level).toBe('yellow')
  expect((await commander.call(getItem, { id: met.item.id })).level).toBe('none')
})

test('an urgent item starts yellow; a returned one turns yellow and goes round again (rules 5, 7)', async () => {
  await using app = await testApp(command, monday)
  const commander = await app.as('commander')
  const urgent = await issueOne(commander, street, { isUrgent: true })
  expect(urgent.item.level).toBe('yellow')

  const officer = await app.as('street_officer')
  const supervisor = await app.as('supervisor')
  const { item } = await issueOne(commander, street)
  const at = async () => (await officer.call(getItem, { id: item.id })).version
  await officer.call(acknowledgeItem, { id: item.id, version: await at() })
  await officer.call(reportProgress, { id: item.id, version: await at(), text: '已开始' })
  await addPhoto(officer, item.id)
  await officer.call(claimItem, { id: item.id, version: await at(), text: '办结' })
  await supervisor.call(returnItem, { id: item.id, version: await at(), text: '照片看不清' })
  expect(await officer.call(getItem, { id: item.id })).toMatchObject({
    state: 'returned',
    level: 'yellow',
    nextAct: 'progress',
  })
  await officer.call(reportProgress, { id: item.id, version: await at(), text: '重拍' })
  expect(
    await officer.call(claimItem, { id: item.id, version: await at(), text: '重报' }),
  ).toMatchObject({ state: 'claimed' })
})

test('an item nobody acknowledges within the limit is marked unanswered (rule 10)', async () => {
  await using app = await testApp(command, monday)
  const commander = await app.as('commander')
  const { item } = await issueOne(commander, street)
  await app.pass({ minutes: 239 })
  expect((await commander.call(countItems, {})).unanswered).toBe(0)
  await app.pass({ minutes: 1 })
  expect((await commander.call(countItems, {})).unanswered).toBe(1)
  const officer = await app.as('street_officer')
  const now = await officer.call(getItem, { id: item.id })
  await officer.call(acknowledgeItem, { id: item.id, version: now.version })
  expect((await commander.call(countItems, {})).unanswered).toBe(0)
})

test('more time is asked for by the lead and granted by headquarters, and the colours are measured afresh', async () => {
  await using app = await testApp(command, monday)
  const commander = await app.as('commander')
  const officer = await app.as('street_officer')
  const { item } = await issueOne(commander, street, { dueAt: '2021-05-18T09:00:00+08:00' })
  await app.pass({ minutes: 25 * 60 })
  const red = await officer.call(getItem, { id: item.id })
  expect(red.level).toBe('red')
  const until = '2021-05-25T09:00:00+08:00'
  await expect(
    officer.call(extendItem, { id: item.id, version: red.version, until, text: '自己批' }),
  ).rejects.toMatchObject({ status: 403 })
  await officer.call(requestExtension, {
    id: item.id,
    version: red.version,
    until,
    text: '人手不足',
  })
  await commander.call(extendItem, { id: item.id, version: red.version + 1, until, text: '同意' })
  expect(await officer.call(getItem, { id: item.id })).toMatchObject({
    level: 'none',
    extendedCount: 1,
    extensionAsked: null,
  })
  await expect(
    commander.call(extendItem, {
      id: item.id,
      version: red.version + 2,
      until: '2021-05-20T09:00:00+08:00',
      text: '提前',
    }),
  ).rejects.toMatchObject({ code: 'command.item.extension_not_later' })
})

test('work on an overdue item does not repeat the red; the next day does', async () => {
  await using app = await testApp(command, monday)
  const commander = await app.as('commander')
  const officer = await app.as('street_officer')
  const { item } = await issueOne(commander, street, { dueAt: '2021-05-18T09:00:00+08:00' })
  await app.pass({ minutes: 25 * 60 })
  const red = await officer.call(getItem, { id: item.id })
  await officer.call(acknowledgeItem, { id: item.id, version: red.version })
  await app.work()
  const acts = async () =>
    (await officer.call(getItem, { id: item.id })).timeline.map(({ act }) => act)
  expect(await acts()).not.toContain('still_red')
  await app.pass({ minutes: 23 * 60 })
  expect((await acts()).filter((act) => act === 'still_red')).toHaveLength(1)
})
