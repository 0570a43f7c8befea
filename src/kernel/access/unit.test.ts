import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../root.ts'
import type { Desk } from '../testing/test-app.ts'
import { accessApp, create, unit } from './access.fixture.ts'
import { listGrants, listHolders } from './holder.service.ts'
import { importUnits } from './unit-import.service.ts'
import { closeUnit, createUnit, listUnits, moveUnit, renameUnit } from './unit.service.ts'

const head = 'code,parent,kind,zh,en,scope_district,scope_street,covers'

const named = async (desk: Desk, code: string) =>
  (await desk.call(listUnits, {})).find((one) => one.code === code)

test('everybody reads the tree; what is founded, renamed and moved is in it at once', async () => {
  await using app = await accessApp()
  const desk = app.administrator
  const names = { nameZh: '东三街道', nameEn: 'East Third Subdistrict' }
  const code = unit('210091003')
  await desk.call(createUnit, { code, parentCode: unit('210091'), kind: 'street', ...names })
  const community = { code: unit('210091003001'), parentCode: code, kind: 'community' } as const
  await desk.call(createUnit, { ...community, ...names })
  await desk.call(renameUnit, { code, nameZh: '东港街道', nameEn: 'East Harbour Subdistrict' })
  await desk.call(moveUnit, { code, parentCode: unit('210092') })
  const worker = await app.as('community_worker')
  expect(await named(worker, '210091003')).toMatchObject({
    parentCode: '210092',
    nameEn: 'East Harbour Subdistrict',
    districtCode: 210092,
    streetCode: 210091003,
  })
  expect(await named(worker, '210091003001')).toMatchObject({ districtCode: 210092 })
  expect(await app.ledger()).toEqual([
    'access.unit.create',
    'access.unit.create',
    'access.unit.rename',
    'access.unit.move',
  ])
  expect(new Set(await app.outbox())).toEqual(new Set(['access.unit.changed']))
})

test('a code in use, a wrong place and a loop are refused without a trace', async () => {
  await using app = await accessApp()
  const desk = app.administrator
  const names = { nameZh: '某组', nameEn: 'A group' }
  const group = (code: string, parentCode: string) =>
    desk.call(createUnit, {
      code: unit(code),
      parentCode: unit(parentCode),
      kind: 'group',
      ...names,
    })
  await expect(group('900021', '900001')).rejects.toMatchObject({ code: 'access.unit.code_taken' })
  await expect(group('900022', '210091001')).rejects.toMatchObject({
    code: 'access.unit.parent_does_not_fit',
  })
  await expect(group('9000210000', '900021')).rejects.toMatchObject({
    code: 'access.unit.code_too_long',
  })
  expect(await app.ledger()).toEqual([])
  await group('900022', '900021')
  const move = (code: string, parentCode: string) =>
    desk.call(moveUnit, { code: unit(code), parentCode: unit(parentCode) })
  await expect(move('900021', '900022')).rejects.toMatchObject({ code: 'access.unit.loop' })
  await expect(move('210091', '900021')).rejects.toMatchObject({
    code: 'access.unit.parent_does_not_fit',
  })
})

test('two moves at once never make a loop', async () => {
  await using app = await accessApp()
  const desk = app.administrator
  const names = { nameZh: '某组', nameEn: 'A group' }
  const [a, b] = [unit('900021'), unit('900022')]
  await desk.call(createUnit, { code: b, parentCode: unit('900001'), kind: 'group', ...names })
  const outcomes = await Promise.allSettled([
    desk.call(moveUnit, { code: a, parentCode: b }),
    desk.call(moveUnit, { code: b, parentCode: a }),
  ])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('a unit closes when nothing stands below it and nobody holds a post there', async () => {
  await using app = await accessApp()
  const close = (code: string) => app.administrator.call(closeUnit, { code: unit(code) })
  await expect(close('210091')).rejects.toMatchObject({ code: 'access.unit.has_units' })
  await expect(close('210000')).rejects.toMatchObject({ code: 'access.unit.root' })
  await create(app.administrator, 'lin', { post: 'bureau_officer', unit: '900011' })
  await expect(close('900011')).rejects.toMatchObject({
    code: 'access.unit.has_posts',
    params: { count: 1 },
  })
  await close('900021')
  expect((await named(app.administrator, '900021'))?.closedAt).not.toBeNull()
  await expect(close('900021')).rejects.toMatchObject({ code: 'access.unit.closed' })
})

test('only the administrator changes units', async () => {
  await using app = await accessApp()
  const leader = await app.as('district_leader')
  const code = unit('210091001')
  const names = { nameZh: '某', nameEn: 'Some' }
  const calls = [
    leader.call(createUnit, { code, parentCode: unit('210091'), kind: 'street', ...names }),
    leader.call(renameUnit, { code, ...names }),
    leader.call(moveUnit, { code, parentCode: unit('210091') }),
    leader.call(closeUnit, { code }),
    leader.call(importUnits, { text: head }),
  ]
  for (const call of calls) {
    await expect(call).rejects.toMatchObject({ status: 403, params: { posts: 'administrator' } })
  }
})

test('the shipped city is taken whole, and the same file again changes nothing', async () => {
  await using app = await accessApp()
  const text = readFileSync(join(projectRoot, 'data/units/dalian.csv'), 'utf8')
  const lines = text.trim().split('\n').length - 1
  const dry = await app.administrator.call(importUnits, { text })
  expect(dry).toMatchObject({ rows: lines, failed: 0, bad: [], applied: false })
  expect(await app.outbox()).toEqual([])
  const first = await app.administrator.call(importUnits, { text, apply: true })
  expect(first.created + first.updated).toBe(lines)
  expect(first).toMatchObject({ created: dry.created, applied: true })
  const again = await app.administrator.call(importUnits, { text, apply: true })
  expect(again).toMatchObject({ created: 0, updated: 0, unchanged: lines, applied: true })
  expect(await app.outbox()).toEqual(['access.unit.changed'])
  const zone = await named(app.administrator, '900102')
  expect(zone?.covers).toEqual(['210211016', '210211021', '210212006'])
})

test('every bad row of a file is named with its line, and then none of it is taken', async () => {
  await using app = await accessApp()
  const text = [
    head,
    '900031,900001,group,好组,Good group,900031,,',
    '900032,900001,club,俱乐部,Club,900032,,',
    '900033,999999,group,孤组,Lost group,900033,,',
    '900031,900001,group,好组,Good group,900031,,',
    '900034,900035,group,甲组,Group A,900034,,',
    '900035,900034,group,乙组,Group B,900035,,',
    '900011,900001,group,卫健组,Health group,900011,,',
    '900036,900001,zone,新区,New zone,900036,,210099',
    '210091009,210091,street,无号街道,Street,210091,,',
  ].join('\n')
  const answer = await app.administrator.call(importUnits, { text, apply: true })
  expect(answer).toMatchObject({ rows: 9, created: 1, updated: 0, failed: 8, applied: false })
  expect(answer.bad.map(({ line, reason }) => [line, reason])).toEqual([
    [3, 'access.unit.row.unreadable'],
    [4, 'access.unit.row.parent_unknown'],
    [5, 'access.unit.row.twice'],
    [6, 'access.unit.loop'],
    [7, 'access.unit.loop'],
    [8, 'access.unit.row.kind_changed'],
    [9, 'access.unit.covers_unknown'],
    [10, 'access.unit.row.no_street'],
  ])
  expect(await named(app.administrator, '900031')).toBeUndefined()
  const broken = await app.administrator.call(importUnits, { text: `${head}\n"90` })
  expect(broken.bad).toMatchObject([{ reason: 'access.unit.row.not_csv' }])
  const bare = await app.administrator.call(importUnits, { text: 'code,zh\n900031,组' })
  expect(bare.bad).toMatchObject([{ line: 1, reason: 'access.unit.row.columns' }])
})

test('a refused button can say which posts may, and who that is, the own district first', async () => {
  await using app = await accessApp()
  const west = await app.as('district_leader', '210092')
  const worker = await app.as('community_worker')
  const east = await app.as('district_leader')
  const grants = await worker.call(listGrants, {})
  expect(grants['access.account.create']).toEqual(['district_leader', 'administrator'])
  const holders = await worker.call(listHolders, { permission: 'access.account.create' })
  expect(holders.map(({ nameZh, sameDistrict }) => [nameZh, sameDistrict])).toEqual([
    [east.actor.nameZh, true],
    [app.administrator.actor.nameZh, false],
    [west.actor.nameZh, false],
  ])
  expect(await worker.call(listHolders, { permission: 'no.such.thing' })).toEqual([])
})
