import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import * as z from 'zod'

const folder = path.join(import.meta.dirname, '../data')
const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8')

const words = (list: string): string[] => list.split(' ')

const unit = z.strictObject({
  code: z.string().regex(/^(\d{6}|\d{9}|\d{12})$/u),
  parent: z.string(),
  kind: z.enum(words('city district street community hq zone bureau group facility')),
  zh: z.string().regex(/\p{Script=Han}/u),
  en: z.string().regex(/^[A-Z][^\p{Script=Han}]*$/u),
  scope_district: z.string().regex(/^\d{6}$/u),
  scope_street: z.string().regex(/^(\d{9})?$/u),
  covers: z.string().regex(/^((\d{6}|\d{9})(;(\d{6}|\d{9}))*)?$/u),
})
type Unit = z.infer<typeof unit>

const readUnits = (file: string): Unit[] =>
  z.array(unit).parse(parse(read(`units/${file}`), { columns: true }))

// Real text in each language: Chinese written in Chinese, English without a Chinese character.
const bilingual = z.strictObject({
  zh: z.string().regex(/\p{Script=Han}/u),
  en: z.string().regex(/^[^\p{Script=Han}]*[A-Za-z][^\p{Script=Han}]*$/u),
})

const day = z.iso.date()
const confidence = z.enum(words('V M S I K'))
const value = z.union([z.int(), z.array(z.int()).min(1), z.boolean(), z.string()])
const policySet = z.strictObject({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  orderNumber: z.string().min(1),
  issuer: bilingual,
  effectiveFrom: day,
  effectiveTo: day.nullable(),
  confidence: z.record(z.string(), confidence),
  source: z.string().min(1),
  values: z.array(
    z.strictObject({
      key: z.string(),
      value,
      unit: z.string(),
      status: z.enum(['legal', 'local', 'proposed']),
      rule: z.int(),
      confidence,
      note: bilingual,
    }),
  ),
})

const policyKey = z.strictObject({
  key: z.string().regex(/^[a-z_]+\.[a-z_]+$/u),
  type: z.enum(['int', 'int_list', 'bool', 'text']),
  unit: z.string(),
  min: z.int().optional(),
  max: z.int().optional(),
  options: z.array(z.string()).optional(),
  zh: z.string(),
  en: z.string(),
  rule: z.int(),
})
type PolicyKey = z.infer<typeof policyKey>

const keys = z.array(policyKey).parse(JSON.parse(read('policies/keys.json')))
const sets = ['protocol-8', 'protocol-9', 'command-local'].map((code) =>
  policySet.parse(JSON.parse(read(`policies/${code}.json`))),
)

const item = z.strictObject({
  unit: z.string(),
  title: bilingual,
  deliverable: bilingual,
  evidence: z.enum(['photo', 'file', 'figure', 'text']),
  dueHours: z.int().positive(),
  milestoneHours: z.int().positive().optional(),
  urgent: z.boolean().optional(),
  verifier: z.string(),
})

const directive = z.strictObject({
  key: z.string(),
  title: bilingual,
  body: bilingual,
  items: z.array(item).min(1).max(4),
})

const evidence = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('figure'), value: z.int(), unit: bilingual }),
  z.strictObject({ kind: z.literal('file'), name: z.string(), content: z.string() }),
  z.strictObject({ kind: z.literal('photo'), name: z.string(), file: z.string() }),
])

const posts = words(
  'commander deputy_commander duty_leader duty_officer hq_officer district_leader district_officer street_officer community_worker bureau_officer group_officer supervisor press_officer auditor administrator',
)

const account = z.strictObject({
  username: z.string().regex(/^[a-z]+$/u),
  zh: z.string(),
  en: z.string(),
  post: z.enum(posts),
  unit: z.string(),
})

const acts = ['acknowledge', 'progress', 'claim', 'verify', 'return', 'extend', 'comment'] as const

const act = z.strictObject({
  after: z.int(),
  as: z.string(),
  act: z.enum(acts),
  item: z.string(),
  text: bilingual.optional(),
  evidence: evidence.optional(),
  hours: z.int().positive().optional(),
})

const meeting = z.strictObject({
  heldOn: day,
  startsAt: z.iso.datetime({ offset: true }),
  chair: z.string(),
  title: bilingual,
})

const story = z
  .strictObject({
    key: z.string(),
    drill: z.literal(true),
    meeting,
    accounts: z.array(account),
    directives: z.array(directive),
    acts: z.array(act),
  })
  .parse(JSON.parse(read('story/dalian-2021-05-16.json')))

const items = new Map<string, z.infer<typeof item>>(
  story.directives.flatMap(({ key, items }) =>
    items.map((one, at) => [`${key}.${at + 1}`, one] as const),
  ),
)
const dalian = readUnits('dalian.csv')
const dalianCodes = new Set(dalian.map(({ code }) => code))

function expectTree(units: Unit[]): void {
  const seen = new Set<string>()
  for (const { code, parent, kind, covers } of units) {
    expect(seen.has(code), `${code} appears twice`).toBe(false)
    if (kind === 'city') expect(parent).toBe('')
    else expect(seen.has(parent), `${code} stands before its parent ${parent}`).toBe(true)
    for (const covered of covers.split(';').filter(Boolean))
      expect(seen.has(covered), `${code} covers ${covered}, not a unit before it`).toBe(true)
    seen.add(code)
  }
  expect(units.filter(({ kind }) => kind === 'city')).toHaveLength(1)
}

test('Dalian has 10 county-level areas, 152 streets and 1,832 communities', () => {
  const count = (kind: Unit['kind']): number => dalian.filter((one) => one.kind === kind).length
  expect([count('district'), count('street'), count('community')]).toEqual([10, 152, 1832])
})

test('every unit has a code of its own and stands after the unit it answers to', () => {
  expectTree(dalian)
  expectTree(readUnits('example-city.csv'))
})

test('an administrative unit lies inside its parent, a command unit outside GB/T 2260', () => {
  for (const { code, parent, kind, scope_district, scope_street } of dalian) {
    if (kind === 'city' || kind === 'district') expect(scope_district).toBe(code)
    else if (kind === 'street' || kind === 'community') {
      expect(code.startsWith(parent)).toBe(true)
      expect([scope_district, scope_street]).toEqual([code.slice(0, 6), code.slice(0, 9)])
    } else {
      expect(Number(code)).toBeGreaterThanOrEqual(900000)
      expect([scope_district, scope_street]).toEqual([code, ''])
    }
  }
})

test('the names of the ten areas are spelled as Dalian spells them', () => {
  const names = dalian.filter(({ kind }) => kind === 'district').map(({ en }) => en)
  const spelled =
    'Zhongshan Xigang Shahekou Ganjingzi Lüshunkou Jinzhou Pulandian Changhai Wafangdian Zhuanghe'
  expect(names.map((name) => name.split(' ')[0]).join(' ')).toBe(spelled)
})

test('the catalogue names each policy key once, and no key is unused or unknown', () => {
  const named = keys.map(({ key }) => key)
  expect(new Set(named).size).toBe(named.length)
  const used = new Set(sets.flatMap(({ values }) => values.map(({ key }) => key)))
  expect([...used].toSorted()).toEqual(named.toSorted())
})

const isWithin = ({ min, max }: PolicyKey, number: number): boolean =>
  number >= (min ?? -Infinity) && number <= (max ?? Infinity)

function fits(key: PolicyKey, given: z.infer<typeof value>): boolean {
  if (Array.isArray(given))
    return key.type === 'int_list' && given.every((number) => isWithin(key, number))
  if (typeof given === 'number') return key.type === 'int' && isWithin(key, given)
  if (typeof given === 'boolean') return key.type === 'bool'
  return key.type === 'text' && (key.options ?? []).includes(given)
}

test('every policy value has the type, unit, range and rule its key declares', () => {
  const catalogue = new Map(keys.map((one) => [one.key, one]))
  for (const { code, values } of sets) {
    expect(new Set(values.map(({ key }) => key)).size, `${code} repeats a key`).toBe(values.length)
    for (const one of values) {
      const key = catalogue.get(one.key)
      expect(key && fits(key, one.value), `${code} ${one.key}`).toBe(true)
      expect([one.unit, one.rule]).toEqual([key?.unit, key?.rule])
    }
  }
})

test('what is inferred or unconfirmed is never called legal', () => {
  const doubtful = sets.flatMap(({ values }) =>
    values.filter(({ confidence }) => /[IK]/u.test(confidence)),
  )
  expect(doubtful.length).toBeGreaterThan(0)
  expect(doubtful.filter(({ status }) => status === 'legal')).toEqual([])
})

test('rule 1: May 2021 and June 2022 give a close contact different days', () => {
  const [eighth, ninth] = sets.map(
    ({ values }) => new Map(values.map((one) => [one.key, one.value])),
  )
  const days = [
    'close_contact.central_days',
    'close_contact.home_days',
    'close_contact.central_test_days',
  ]
  expect(days.map((key) => eighth?.get(key))).toEqual([14, 7, [1, 4, 7, 14]])
  expect(days.map((key) => ninth?.get(key))).toEqual([7, 3, [1, 2, 3, 5, 7]])
})

test('the meeting issued sixteen directives, B1 to B16, each in Chinese and English', () => {
  const sixteen = Array.from({ length: 16 }, (_, at) => `B${at + 1}`)
  expect(story.directives.map(({ key }) => key)).toEqual(sixteen)
})

test('rules 4 and 6: each item has one known lead, and another known unit verifies it', () => {
  for (const [key, { unit, verifier, dueHours, milestoneHours }] of items) {
    expect(dalianCodes.has(unit) && dalianCodes.has(verifier), key).toBe(true)
    expect(verifier, key).not.toBe(unit)
    expect(milestoneHours ?? 0, key).toBeLessThan(dueHours)
  }
})

test('every person of the story has a post at a known unit and a name of their own', () => {
  const usernames = story.accounts.map(({ username }) => username)
  expect(new Set(usernames).size).toBe(usernames.length)
  for (const { unit } of story.accounts) expect(dalianCodes.has(unit), unit).toBe(true)
  expect(usernames).toContain(story.meeting.chair)
})

// Rule 5: the only steps an item may take in the story.
const nextState = {
  acknowledge: { from: ['issued'], to: 'acknowledged' },
  progress: { from: ['acknowledged', 'returned', 'in_progress'], to: 'in_progress' },
  claim: { from: ['in_progress'], to: 'claimed' },
  verify: { from: ['claimed'], to: 'closed' },
  return: { from: ['claimed'], to: 'returned' },
}

test('rule 5: the story takes no step an item does not allow, and by nobody but its two units', () => {
  const states = new Map([...items.keys()].map((key) => [key, 'issued']))
  const units = new Map(story.accounts.map(({ username, unit }) => [username, unit]))
  let clock = 0
  for (const { after, as, act, item: key } of story.acts) {
    expect(after, `${act} ${key}`).toBeGreaterThan(clock)
    clock = after
    if (act === 'extend' || act === 'comment') continue
    const step = nextState[act]
    expect(step.from, `${act} ${key}`).toContain(states.get(key))
    const side = act === 'verify' || act === 'return' ? 'verifier' : 'unit'
    expect(units.get(as), `${act} ${key} by ${as}`).toBe(items.get(key)?.[side])
    states.set(key, step.to)
  }
  const shown = words('acknowledged claimed closed in_progress issued returned')
  expect([...new Set(states.values())].toSorted()).toEqual(shown)
})

test('rule 6: a claim brings the evidence its item asks for, and the file is there', () => {
  const claims = story.acts.filter(({ act }) => act === 'claim')
  expect(claims).not.toHaveLength(0)
  for (const { item: key, evidence } of claims) {
    expect(evidence?.kind, key).toBe(items.get(key)?.evidence)
    if (evidence?.kind === 'photo')
      expect(existsSync(path.join(folder, 'story', evidence.file)), evidence.file).toBe(true)
  }
})
