import { expect, test } from 'vitest'
import type * as z from 'zod'
import { dispatch } from '../dispatch.ts'
import { type Desk, testApp, type TestApp } from '../testing/test-app.ts'
import { policy } from './index.ts'
import {
  activateSet,
  draftSet,
  endSet,
  fixValue,
  removeValue,
  reviseSet,
} from './policy-set.service.ts'
import { compareSets, listKeys, listSets, openSet, readInForce } from './policy-view.service.ts'
import type { policyWrites, PolicySet } from './policy.schema.ts'

const city = (): Promise<TestApp> => testApp(policy, '2021-05-16T09:00:00+08:00')

const header = {
  code: 'city-2021-7',
  nameZh: '全市第7号通知',
  nameEn: 'City notice 7',
  orderNumber: '试指〔2021〕7号',
  issuerZh: '试城总指挥部',
  issuerEn: 'Testcity headquarters',
  effectiveFrom: '2021-05-17',
  source: '原件存档。Original on file.',
}

const key = 'item.red_repeat_hours'
const twelve = { key, value: 12, status: 'local', confidence: 'V' } as const

/** A draft by an officer of headquarters with one value in it. */
async function draftWith(
  officer: Desk,
  extra: Partial<z.input<typeof policyWrites.draft.input>> = {},
): Promise<PolicySet> {
  const set = await officer.call(draftSet, { ...header, ...extra })
  return officer.call(fixValue, { ...twelve, id: set.id, version: set.version })
}

test('an officer drafts a set, fixes a value, takes it out again, and each step is recorded', async () => {
  await using app = await city()
  const officer = await app.as('hq_officer')
  const set = await draftWith(officer)
  const opened = await officer.call(openSet, { id: set.id })
  expect(opened.values).toMatchObject([{ ...twelve, rule: 7, entry: { unit: 'hour', max: 168 } }])
  expect(opened.people).toMatchObject([{ id: officer.actor.accountId }])
  await officer.call(removeValue, { id: set.id, version: 2, key })
  expect((await officer.call(openSet, { id: set.id })).values).toEqual([])
  expect(await app.ledger()).toEqual([
    'policy.set.draft',
    'policy.value.fix',
    'policy.value.remove',
  ])
  expect(await app.outbox()).toEqual([
    'policy.set.drafted',
    'policy.set.revised',
    'policy.set.revised',
  ])
})

test('a commander puts a draft in force, and it stands from its first day on', async () => {
  await using app = await city()
  const commander = await app.as('commander')
  const { id, version } = await draftWith(await app.as('hq_officer'))
  expect(await commander.call(activateSet, { id, version })).toMatchObject({
    status: 'active',
    activatedBy: commander.actor.accountId,
  })
  await app.runtime.refresh()
  const hours = (day: string) => app.runtime.policy().int(key, new Date(`${day}T12:00:00+08:00`))
  expect([hours('2021-05-16'), hours('2021-05-17')]).toEqual([24, 12])
  expect((await app.outbox()).at(-1)).toBe('policy.set.activated')
})

const lacks = [
  ['order number', { orderNumber: null }, 'policy.set.lacks_order_number'],
  ['issuer', { issuerZh: '' }, 'policy.set.lacks_issuer'],
  ['first day', { effectiveFrom: null }, 'policy.set.lacks_first_day'],
] as const

test.each(lacks)('rule 2: a set without %s is not put in force', async (_, lack, code) => {
  await using app = await city()
  const commander = await app.as('commander')
  const { id, version } = await draftWith(await app.as('administrator'), lack)
  const before = await app.ledger()
  await expect(commander.call(activateSet, { id, version })).rejects.toMatchObject({ code })
  expect(await app.ledger()).toEqual(before)
  expect((await commander.call(openSet, { id })).set).toMatchObject({ status: 'draft', version })
})

test('rule 2: a set without a value is not put in force', async () => {
  await using app = await city()
  const commander = await app.as('commander')
  const { id } = await (await app.as('hq_officer')).call(draftSet, header)
  await expect(commander.call(activateSet, { id, version: 1 })).rejects.toMatchObject({
    code: 'policy.set.lacks_values',
  })
})

test('nobody puts in force a draft that they wrote in, in whatever post', async () => {
  await using app = await city()
  const officer = await app.as('hq_officer')
  const { id, version } = await draftWith(officer)
  const promoted = {
    ...(await app.as('deputy_commander')).actor,
    accountId: officer.actor.accountId,
  }
  await expect(
    dispatch(app.runtime, activateSet, { input: { id, version }, actor: promoted }),
  ).rejects.toMatchObject({ code: 'policy.set.same_person' })
})

test('an active set is not edited: not by the product, and not by its database role', async () => {
  await using app = await city()
  const officer = await app.as('hq_officer')
  const { id, version } = await draftWith(officer)
  const active = await (await app.as('commander')).call(activateSet, { id, version })
  const again = { id, version: active.version }
  const attempts = [
    () => officer.call(fixValue, { ...twelve, ...again, value: 6 }),
    () => officer.call(removeValue, { ...again, key }),
    () => officer.call(reviseSet, { ...header, ...again, nameEn: 'Another name' }),
  ]
  for (const attempt of attempts) {
    await expect(attempt()).rejects.toMatchObject({ code: 'policy.set.not_draft' })
  }
  await app.sql('set role bulwark_city')
  const update = "update policy.policy_value set value = '6' where set_id = $1 returning key"
  expect(await app.sql(update, [id])).toEqual([])
  await app.sql('reset role')
  await expect(
    app.sql('update policy.policy_set set order_number = $1 where id = $2', ['other', id]),
  ).rejects.toThrow('an active policy set is never edited')
})

test('posts that do not draft or decide are told who does, and everybody reads', async () => {
  await using app = await city()
  const street = await app.as('street_officer')
  const officer = await app.as('hq_officer')
  const { id, version } = await draftWith(officer)
  await expect(street.call(draftSet, header)).rejects.toMatchObject({ status: 403 })
  await expect(officer.call(activateSet, { id, version })).rejects.toMatchObject({
    params: { posts: 'commander,deputy_commander' },
  })
  expect((await street.call(openSet, { id })).set.code).toBe(header.code)
})

const wrongValues: [string, Partial<z.input<typeof policyWrites.fix.input>>][] = [
  ['wrong_type', { value: 'twelve' }],
  ['out_of_bounds', { value: 169 }],
  ['not_an_option', { key: 'item.urgent_start_colour', value: 'purple' }],
  ['list_not_rising', { key: 'duty.shift_start_hours', value: [20, 8] }],
  ['legal_unconfirmed', { status: 'legal', confidence: 'I' }],
]

test.each(wrongValues)(
  'a value is refused as %s and nothing of it stays',
  async (problem, wrong) => {
    await using app = await city()
    const officer = await app.as('hq_officer')
    const { id, version } = await officer.call(draftSet, header)
    await expect(
      officer.call(fixValue, { ...twelve, ...wrong, id, version }),
    ).rejects.toMatchObject({
      code: `policy.value.${problem}`,
      fields: [{ problem }],
    })
    expect((await officer.call(openSet, { id })).values).toEqual([])
  },
)

test('a key that the catalogue does not name has no value', async () => {
  await using app = await city()
  const officer = await app.as('hq_officer')
  const { id, version } = await officer.call(draftSet, header)
  const unknown = { ...twelve, key: 'item.moon_phase', id, version }
  await expect(officer.call(fixValue, unknown)).rejects.toMatchObject({
    code: 'policy.key.unknown',
  })
})

test('of two officers who revise one draft at once, the second is shown the newer text first', async () => {
  await using app = await city()
  const officer = await app.as('hq_officer')
  const other = await app.as('administrator')
  const { id, version } = await officer.call(draftSet, header)
  const { code: _, ...rest } = header
  const answers = await Promise.allSettled([
    officer.call(reviseSet, { ...rest, id, version, nameEn: 'One' }),
    other.call(reviseSet, { ...rest, id, version, nameEn: 'Two' }),
  ])
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'kernel.stale_version' },
  })
})

test('rule 1: a set is not dated back over days that were decided, but may fill days without a rule', async () => {
  await using app = await city()
  const commander = await app.as('commander')
  const officer = await app.as('hq_officer')
  const back = await draftWith(officer, { effectiveFrom: '2021-05-01' })
  await expect(commander.call(activateSet, back)).rejects.toMatchObject({
    code: 'policy.set.past_decided',
    params: { key, setCode: 'test-local' },
  })
  const gap = await draftWith(officer, { code: 'city-2019', effectiveFrom: '2019-01-01' })
  expect(await commander.call(activateSet, gap)).toMatchObject({ status: 'active' })
})

test('a set ends today at the earliest, only earlier than planned, and the end is recorded', async () => {
  await using app = await city()
  const commander = await app.as('commander')
  const today = { effectiveFrom: '2021-05-16', effectiveTo: '2021-06-30' }
  const active = await commander.call(
    activateSet,
    await draftWith(await app.as('hq_officer'), today),
  )
  const end = (effectiveTo: string) => commander.call(endSet, { ...active, effectiveTo })
  await expect(end('2021-05-15')).rejects.toMatchObject({ code: 'policy.set.end_in_past' })
  await expect(end('2021-07-01')).rejects.toMatchObject({ code: 'policy.set.end_later' })
  expect(await end('2021-05-20')).toMatchObject({ endedBy: commander.actor.accountId })
  const chosenOn = async (on: string) =>
    (await commander.call(readInForce, { on })).keys.find((one) => one.key === key)?.chosen?.setCode
  expect([await chosenOn('2021-05-20'), await chosenOn('2021-05-21')]).toEqual([
    header.code,
    'test-local',
  ])
  expect((await app.ledger()).at(-1)).toBe('policy.set.end')
})

test('a copy starts with the other set’s values, and the comparison shows what was changed since', async () => {
  await using app = await city()
  const officer = await app.as('hq_officer')
  const { rows } = await officer.call(listSets, {})
  const left = rows.map(({ id }) => id)[0]
  if (!left) throw new Error('the test city has no set')
  const copy = await draftWith(officer, { copyFrom: left })
  await officer.call(removeValue, { ...copy, key: 'item.lookback_days' })
  const { keys } = await officer.call(compareSets, { left, right: copy.id })
  expect(
    keys.filter(({ verdict }) => verdict !== 'same').map((one) => [one.key, one.verdict]),
  ).toEqual([
    [key, 'different'],
    ['item.lookback_days', 'only_left'],
  ])
})

test('every key of the catalogue is shown for a day, and one without a rule as missing', async () => {
  await using app = await city()
  const street = await app.as('street_officer')
  const { keys } = await street.call(readInForce, { on: '2021-05-16' })
  expect(keys.map((one) => one.key)).toEqual(
    (await street.call(listKeys, {})).map((one) => one.key),
  )
  expect(keys.find((one) => one.key === 'entry.home_days')?.chosen).toBeNull()
  expect(keys.find((one) => one.key === key)?.chosen).toMatchObject({
    value: 24,
    setCode: 'test-local',
  })
})

test('the list of sets goes on where its page ended', async () => {
  await using app = await city()
  const officer = await app.as('hq_officer')
  for (const code of ['aa', 'bb', 'cc']) await officer.call(draftSet, { ...header, code })
  const first = await officer.call(listSets, { limit: 2 })
  const second = await officer.call(listSets, { limit: 2, after: first.next ?? undefined })
  expect([...first.rows, ...second.rows].map(({ code }) => code)).toEqual([
    'aa',
    'bb',
    'cc',
    'test-local',
  ])
  expect(second.next).toBeNull()
  for (const after of ['~', '2021-99-99~aa', '0000-01-01~aa']) {
    await expect(officer.call(listSets, { after })).rejects.toMatchObject({ status: 422 })
  }
})
