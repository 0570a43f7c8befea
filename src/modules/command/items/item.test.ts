import { expect, test } from 'vitest'
import { testApp } from '#kernel/testing/test-app.ts'
import { getDirective } from '../directives/directive.service.ts'
import { command } from '../index.ts'
import { addPhoto, finishItem, issueOne, photo } from '../command-story.test-kit.ts'
import {
  acknowledgeItem,
  claimItem,
  closeItem,
  commentOnItem,
  reportProgress,
  verifyItem,
} from './item-acts.service.ts'
import { acceptTransfer, declineTransfer, offerTransfer } from './item-changes.service.ts'
import { addFile, addStatement, readFile } from './item-evidence.service.ts'
import { countItems, getItem, listItems } from './item.service.ts'

const monday = '2021-05-17T09:00:00+08:00'
const street = '210091001'

test('a unit acknowledges, reports, gives evidence and claims; another verifies; headquarters closes', async () => {
  await using app = await testApp(command, monday)
  const commander = await app.as('commander')
  const { item } = await issueOne(commander, street)
  await finishItem(app, item.id)
  const verified = await commander.call(getItem, { id: item.id })
  expect(verified.nextAct).toBe('close')
  await commander.call(closeItem, { id: item.id, version: verified.version })
  const closed = await commander.call(getItem, { id: item.id })
  expect(closed).toMatchObject({ state: 'closed', outcome: 'verified', level: 'none' })
  expect(closed.timeline.map(({ act }) => act)).toEqual([
    'issued',
    'acknowledge',
    'progress',
    'add_evidence',
    'claim',
    'verify',
    'close',
  ])
  expect(await app.sql('select 1 from kernel.timer')).toEqual([])
})

test('without evidence of the ordered kind an item is neither claimed nor verified (rule 6)', async () => {
  await using app = await testApp(command, monday)
  const commander = await app.as('commander')
  const officer = await app.as('street_officer')
  const { item } = await issueOne(commander, street)
  await officer.call(acknowledgeItem, { id: item.id, version: item.version })
  await officer.call(reportProgress, { id: item.id, version: item.version + 1, text: '已开始' })
  await officer.call(addStatement, { id: item.id, kind: 'text', name: '说明', text: '照片稍后' })
  const now = await officer.call(getItem, { id: item.id })
  await expect(
    officer.call(claimItem, { id: item.id, version: now.version, text: '办结' }),
  ).rejects.toMatchObject({
    code: 'command.item.evidence_missing',
  })
  expect(now.acts.find(({ act }) => act === 'claim')).toMatchObject({
    isPossible: false,
    why: 'command.item.evidence_missing',
  })
})

test('the unit that did the work cannot verify it, nor the same person from another post (rule 6)', async () => {
  await using app = await testApp(command, monday)
  const commander = await app.as('commander')
  const officer = await app.as('street_officer')
  const { item } = await issueOne(commander, street)
  await officer.call(acknowledgeItem, { id: item.id, version: item.version })
  await officer.call(reportProgress, { id: item.id, version: item.version + 1, text: '已开始' })
  await addPhoto(officer, item.id)
  const ready = await officer.call(getItem, { id: item.id })
  await officer.call(claimItem, { id: item.id, version: ready.version, text: '办结' })
  const claimed = { id: item.id, version: ready.version + 1, text: '属实' }
  await expect(officer.call(verifyItem, claimed)).rejects.toMatchObject({
    code: 'command.item.own_work',
  })

  const supervisor = await app.as('supervisor')
  const samePerson = { ...supervisor.actor, accountId: officer.actor.accountId }
  const { dispatch } = await import('#kernel/dispatch.ts')
  await expect(
    dispatch(app.runtime, verifyItem, { input: claimed, actor: samePerson }),
  ).rejects.toMatchObject({ code: 'command.item.own_work' })
  expect(await supervisor.call(verifyItem, claimed)).toMatchObject({ state: 'verified' })
})

test('a transfer moves the item only when the receiver accepts; the old unit then sees it no more', async () => {
  await using app = await testApp(command, monday)
  const commander = await app.as('commander')
  const giver = await app.as('street_officer', street)
  const receiver = await app.as('street_officer', '210092001')
  const { directive, item } = await issueOne(commander, street)
  await expect(receiver.call(getItem, { id: item.id })).rejects.toMatchObject({ status: 404 })
  await giver.call(offerTransfer, {
    id: item.id,
    version: item.version,
    unit: '210092001',
    text: '属地不在我处',
  })
  await receiver.call(declineTransfer, {
    id: item.id,
    version: item.version + 1,
    text: '也不在我处',
  })
  await giver.call(offerTransfer, {
    id: item.id,
    version: item.version + 2,
    unit: '210092001',
    text: '已核实',
  })
  const offered = await receiver.call(getItem, { id: item.id })
  expect(offered.timeline.map(({ act }) => act)).toEqual([
    'issued',
    'offer_transfer',
    'decline_transfer',
    'offer_transfer',
  ])
  expect((await receiver.call(listItems, { view: 'offered' })).rows).toMatchObject([
    { id: item.id },
  ])
  await receiver.call(acceptTransfer, { id: item.id, version: offered.version })
  const order = await receiver.call(getDirective, { id: directive.id })
  expect(order.receipts.map(({ unitCode }) => unitCode)).toContain('210092001')
  expect(await receiver.call(getItem, { id: item.id })).toMatchObject({
    leadUnitCode: '210092001',
    state: 'issued',
  })
  await expect(giver.call(getItem, { id: item.id })).rejects.toMatchObject({ status: 404 })
})

test('whoever takes over has the whole time to acknowledge, however late the transfer was', async () => {
  await using app = await testApp(command, monday)
  const commander = await app.as('commander')
  const giver = await app.as('street_officer', street)
  const receiver = await app.as('street_officer', '210092001')
  const { item } = await issueOne(commander, street)
  await app.pass({ minutes: 300 })
  const late = await giver.call(getItem, { id: item.id })
  expect(late.isUnanswered).toBe(true)
  await giver.call(offerTransfer, {
    id: item.id,
    version: late.version,
    unit: '210092001',
    text: '属地不在我处',
  })
  await receiver.call(acceptTransfer, { id: item.id, version: late.version + 1 })
  await app.pass({ minutes: 239 })
  expect((await receiver.call(getItem, { id: item.id })).isUnanswered).toBe(false)
  await app.pass({ minutes: 1 })
  expect((await receiver.call(getItem, { id: item.id })).isUnanswered).toBe(true)
})

test('a file whose hash differs, or that is not what it says, is refused and leaves no trace', async () => {
  await using app = await testApp(command, monday)
  const commander = await app.as('commander')
  const officer = await app.as('street_officer')
  const { item } = await issueOne(commander, street)
  await officer.call(acknowledgeItem, { id: item.id, version: item.version })
  const wrongHash = {
    id: item.id,
    kind: 'photo' as const,
    name: 'a.png',
    sha256: '0'.repeat(64),
    content: Uint8Array.from(photo),
  }
  await expect(officer.call(addFile, wrongHash)).rejects.toMatchObject({
    code: 'command.evidence.hash_differs',
  })
  await expect(addPhoto(officer, item.id, Buffer.from('<script>'))).rejects.toMatchObject({
    code: 'command.evidence.type_refused',
  })
  const { evidenceId } = await addPhoto(officer, item.id)
  const file = await commander.call(readFile, { id: item.id, evidenceId })
  expect(Buffer.from(file.content)).toEqual(photo)
  expect((await officer.call(getItem, { id: item.id })).evidenceCount).toBe(1)
})

test('of two people who acknowledge one item at once, one does and one is told that it has changed', async () => {
  await using app = await testApp(command, monday)
  const commander = await app.as('commander')
  const [first, second] = [await app.as('street_officer'), await app.as('street_officer')]
  const { item } = await issueOne(commander, street)
  const input = { id: item.id, version: item.version }
  const outcomes = await Promise.allSettled([
    first.call(acknowledgeItem, input),
    second.call(acknowledgeItem, input),
  ])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect((await commander.call(getItem, { id: item.id })).timeline.map(({ act }) => act)).toEqual([
    'issued',
    'acknowledge',
  ])
})

test('every number above the list equals the rows of the list it opens', async () => {
  await using app = await testApp(command, monday)
  const commander = await app.as('commander')
  for (const unit of [street, '210091002', '210092001', '900011'])
    await issueOne(commander, unit, { isUrgent: unit === street })
  const district = await app.as('district_officer', '210091')
  for (const desk of [commander, district]) {
    const counts = await desk.call(countItems, {})
    expect((await desk.call(listItems, {})).rows).toHaveLength(counts.open)
    expect((await desk.call(listItems, { level: ['yellow'] })).rows).toHaveLength(counts.yellow)
  }
  expect((await district.call(countItems, {})).open).toBe(2)
})

test('a list is paged by key: no row twice, none lost, also when deadlines are equal', async () => {
  await using app = await testApp(command, monday)
  const commander = await app.as('commander')
  for (let i = 0; i < 7; i += 1) await issueOne(commander, street)
  const seen: (string | null)[] = []
  let after: string | undefined
  do {
    const page = await commander.call(listItems, { limit: 3, ...(after && { after }) })
    seen.push(...page.rows.map(({ number }) => number))
    after = page.next ?? undefined
  } while (after)
  expect(new Set(seen).size).toBe(7)
  await expect(commander.call(listItems, { after: 'bm9uc2Vuc2U' })).rejects.toMatchObject({
    status: 422,
  })
})

test('a comment changes nothing but the timeline, and another district cannot leave one', async () => {
  await using app = await testApp(command, monday)
  const commander = await app.as('commander')
  const { item } = await issueOne(commander, street)
  await commander.call(commentOnItem, { id: item.id, text: '请抓紧' })
  expect(await commander.call(getItem, { id: item.id })).toMatchObject({
    state: 'issued',
    level: 'none',
  })
  const other = await app.as('district_officer', '210092')
  await expect(other.call(commentOnItem, { id: item.id, text: '看到了' })).rejects.toMatchObject({
    status: 404,
  })
})

test('a bureau named as verifier judges an item of a district that it otherwise does not see', async () => {
  await using app = await testApp(command, monday)
  const commander = await app.as('commander')
  const officer = await app.as('street_officer')
  const bureau = await app.as('bureau_officer')
  const { item } = await issueOne(commander, street, { verifierUnitCode: '900011' })
  const other = await issueOne(commander, street)
  await expect(bureau.call(getItem, { id: other.item.id })).rejects.toMatchObject({ status: 404 })
  await officer.call(acknowledgeItem, { id: item.id, version: item.version })
  await officer.call(reportProgress, { id: item.id, version: item.version + 1, text: '已开始' })
  await addPhoto(officer, item.id)
  const ready = await officer.call(getItem, { id: item.id })
  await officer.call(claimItem, { id: item.id, version: ready.version, text: '办结' })
  expect((await bureau.call(listItems, { view: 'verify' })).rows).toHaveLength(1)
  const judged = { id: item.id, version: ready.version + 1, text: '属实' }
  expect(await bureau.call(verifyItem, judged)).toMatchObject({ state: 'verified' })
})
