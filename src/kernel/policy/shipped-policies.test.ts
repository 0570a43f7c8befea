import { expect, test } from 'vitest'
import { testApp, type TestApp } from '../testing/test-app.ts'
import { entryOf } from './policy-catalogue.ts'
import { definePolicyKeys, itemKeys } from './policy-keys.ts'
import { policy } from './index.ts'
import { compareSets, openSet, readInForce } from './policy-view.service.ts'
import type { PolicyValue } from './policy.schema.ts'
import { installShippedPolicies, shippedSetId, shippedSets } from './shipped-policies.ts'

/** An installation that holds the shipped sets and nothing else. */
async function shippedCity(): Promise<TestApp> {
  const app = await testApp(policy, '2021-05-16T09:00:00+08:00')
  await app.sql('delete from policy.policy_value')
  await app.sql('delete from policy.policy_set')
  await installShippedPolicies(app.runtime)
  return app
}

const replayed = [
  'close_contact.central_days',
  'close_contact.home_days',
  'close_contact.central_test_days',
  'close_contact.home_test_days',
  'close_contact.window_days',
  'close_contact.window_delta_days',
  'secondary_contact.central_days',
  'secondary_contact.home_days',
  'secondary_contact.test_days',
  'release.double_test_required',
  'entry.central_days',
  'entry.home_days',
  'port_worker.test_interval_days',
]

test('rule 1: May 2021 is replayed under the 8th protocol and June 2022 under the 9th', async () => {
  await using app = await shippedCity()
  const tracer = await app.as('district_officer')
  const on = async (day: string): Promise<Record<string, PolicyValue | undefined>> => {
    const { keys } = await tracer.call(readInForce, { on: day })
    const chosen = new Map(keys.map((one) => [one.key, one.chosen?.value]))
    return Object.fromEntries(replayed.map((key) => [key, chosen.get(key)]))
  }
  // Rule 27.
  const eighth = {
    'close_contact.central_days': 14,
    'close_contact.home_days': 7,
    'close_contact.central_test_days': [1, 4, 7, 14],
    'close_contact.home_test_days': [2, 7],
    'close_contact.window_days': 2,
    'close_contact.window_delta_days': 4,
    'secondary_contact.central_days': 7,
    'secondary_contact.home_days': 0,
    'secondary_contact.test_days': [1, 4, 7],
    'release.double_test_required': true,
    'entry.central_days': 14,
    'entry.home_days': 7,
    'port_worker.test_interval_days': 3,
  }
  const ninth = {
    'close_contact.central_days': 7,
    'close_contact.home_days': 3,
    'close_contact.central_test_days': [1, 2, 3, 5, 7],
    'close_contact.home_test_days': [3],
    'close_contact.window_days': 2,
    'close_contact.window_delta_days': undefined,
    'secondary_contact.central_days': 0,
    'secondary_contact.home_days': 7,
    'secondary_contact.test_days': [1, 4, 7],
    'release.double_test_required': false,
    'entry.central_days': 7,
    'entry.home_days': 3,
    'port_worker.test_interval_days': 1,
  }
  expect(await on('2021-05-16')).toEqual(eighth)
  // The last day of the 8th is inclusive, so no day falls between the two.
  expect(await on('2022-06-27')).toEqual(eighth)
  expect(await on('2022-06-28')).toEqual(ninth)
  expect(await on('2021-05-13')).toMatchObject({ 'close_contact.central_days': undefined })
})

test('the basis of a number names the order of the event’s day', async () => {
  await using app = await shippedCity()
  const basis = (day: string) =>
    app.runtime.policy().basis('close_contact.central_days', new Date(`${day}T08:00:00+08:00`))
  expect(basis('2021-05-16')).toMatchObject({ setCode: 'protocol-8', status: 'legal', rule: 32 })
  expect(basis('2022-06-30')).toMatchObject({ setCode: 'protocol-9', status: 'legal', rule: 32 })
  expect(() => basis('2020-12-16')).toThrow('policy.value.none_in_force')
})

test('the two protocols are laid side by side', async () => {
  await using app = await shippedCity()
  const { keys } = await (
    await app.as('commander')
  ).call(compareSets, { left: shippedSetId('protocol-8'), right: shippedSetId('protocol-9') })
  const verdicts = new Map(keys.map((one) => [one.key, one.verdict]))
  expect(verdicts.get('close_contact.central_days')).toBe('different')
  expect(verdicts.get('close_contact.window_days')).toBe('same')
  expect(verdicts.get('close_contact.window_delta_days')).toBe('only_left')
  expect(verdicts.get('area.lift_round_day')).toBe('only_right')
})

test('the shipped sets are put in force once, and never beside sets of the office', async () => {
  await using app = await shippedCity()
  expect(await installShippedPolicies(app.runtime)).toEqual([])
  expect(await app.ledger()).toEqual(['policy.set.install'])
  await using office = await testApp(policy, '2021-05-16T09:00:00+08:00')
  expect(await installShippedPolicies(office.runtime)).toEqual([])
})

test('two processes that install at once leave each set once', async () => {
  await using app = await testApp(policy, '2021-05-16T09:00:00+08:00')
  await app.sql('delete from policy.policy_value')
  await app.sql('delete from policy.policy_set')
  const answers = await Promise.all([
    installShippedPolicies(app.runtime),
    installShippedPolicies(app.runtime),
  ])
  expect(answers.flat()).toHaveLength(shippedSets().length)
})

test('what is marked (I) or unconfirmed is never shown as legal', async () => {
  await using app = await shippedCity()
  const reader = await app.as('street_officer')
  const shown = await Promise.all(
    shippedSets().map(({ code }) => reader.call(openSet, { id: shippedSetId(code) })),
  )
  const doubtful = shown
    .flatMap(({ values }) => values)
    .filter(({ confidence }) => confidence === 'I' || confidence === 'K')
  expect(doubtful.length).toBeGreaterThan(0)
  expect(doubtful.filter(({ status }) => status === 'legal')).toEqual([])
  // Rules 7, 8, 10 and 16 carry the mark themselves.
  const marked = shown.flatMap(({ values }) => values).filter(({ rule }) => isMarked(rule))
  expect(marked.length).toBeGreaterThan(5)
  expect(marked.filter(({ status }) => status === 'legal')).toEqual([])
})

function isMarked(rule: number | null): boolean {
  return rule !== null && [7, 8, 10, 16].includes(rule)
}

test('a key that code reads is in the catalogue with that type, or the program does not start', () => {
  for (const [key, type] of Object.entries(itemKeys)) expect(entryOf(key)?.type).toBe(type)
  expect(() => definePolicyKeys({ 'item.urgent_start_colour': 'int' })).toThrow('not text')
  expect(() => definePolicyKeys({ 'item.moon_phase': 'int' })).toThrow('item.moon_phase')
})

test('a key that nobody declared, or that is no number, does not compile as one', async () => {
  await using app = await shippedCity()
  const reader = app.runtime.policy()
  const at = new Date('2021-05-16T08:00:00+08:00')
  const hours: number = reader.int('item.red_repeat_hours', at)
  const colour: string = reader.value('item.urgent_start_colour', at)
  expect([hours, colour]).toEqual([24, 'yellow'])
  // @ts-expect-error a word is not a number
  expect(() => reader.int('item.urgent_start_colour', at)).toThrow('not a number')
  // @ts-expect-error not declared
  expect(() => reader.int('item.moon_phase', at)).toThrow('policy.value.none_in_force')
})
