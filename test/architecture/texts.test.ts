import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { projectRoot } from '#kernel/root.ts'
import { type NamedEnum, readEnums, readPermissions } from './schemas.ts'

const Texts = z.record(z.string(), z.string())
type Texts = z.infer<typeof Texts>

const folders = readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' })
  .map((path) => `src/${path}`)
  .filter((path) => path.endsWith('/text'))
const read = (folder: string, language: 'zh' | 'en'): Texts =>
  Texts.parse(JSON.parse(readFileSync(join(projectRoot, folder, `${language}.json`), 'utf8')))
const pairs = folders
  .filter((folder) => existsSync(join(projectRoot, folder, 'zh.json')))
  .map((folder) => ({ folder, zh: read(folder, 'zh'), en: read(folder, 'en') }))
const all = {
  zh: new Map(pairs.flatMap(({ zh }) => Object.entries(zh))),
  en: new Map(pairs.flatMap(({ en }) => Object.entries(en))),
}

const chinese = /\p{Script=Han}/u
// `{name}（{post}，{unit}）` is an order of words, not a sentence; both languages show it in their own signs.
const isLayout = (text: string) => !/\p{L}/u.test(text.replaceAll(/\{\w+\}/g, ''))
// The product is called by both of its names.
const withoutName = (text: string) => text.replaceAll('铁壁', '')
const placeholders = (text: string | undefined) =>
  [...(text ?? '').matchAll(/\{(\w+)\}/g)].map(([all]) => all).sort()

test('every sentence exists in both languages, in the same order, once', () => {
  expect(pairs.length).toBeGreaterThan(0)
  for (const { folder, zh, en } of pairs) {
    expect(Object.keys(en), folder).toEqual(Object.keys(zh))
  }
  const keys = pairs.flatMap(({ zh }) => Object.keys(zh))
  expect(keys.filter((key, position) => keys.indexOf(key) !== position)).toEqual([])
})

test('a sentence lies with the part of the house it is named after', () => {
  const kernelParts = readdirSync(join(projectRoot, 'src/kernel'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
  const misplaced = pairs.flatMap(({ folder, zh }) => {
    const own = folder.split('/').at(-2) ?? ''
    const allowed = own === 'kernel' ? ['kernel', ...kernelParts] : [own]
    return Object.keys(zh).filter((key) => !allowed.includes(key.split('.')[0] ?? ''))
  })
  expect(misplaced).toEqual([])
})

test('both languages of a sentence name the same things', () => {
  const different = [...all.zh].filter(
    ([key, text]) => placeholders(text).join() !== placeholders(all.en.get(key)).join(),
  )
  expect(different.map(([key]) => key)).toEqual([])
})

test('no sentence is empty, a Chinese one has Chinese in it and an English one has none', () => {
  const wrong = [
    ...[...all.zh].filter(([, text]) => !chinese.test(text) && !isLayout(text)),
    ...[...all.en].filter(([, text]) => chinese.test(withoutName(text))),
    ...[...all.zh, ...all.en].filter(([, text]) => text.trim() !== text || text === ''),
  ]
  expect(wrong).toEqual([])
})

// `ItemListView` of command: command.item_list.view.…, command.item.list_view.… or command.item_list_view.…;
// what repeats the module is said once (`PolicyStatus` of policy: policy.status.…), and a trailing `Name`
// says nothing more (the members of `PostName` are posts).
function prefixes({ owner, name }: NamedEnum): string[] {
  const all = name
    .replace(/Name$/, '')
    .split(/(?=[A-Z])/)
    .map((word) => word.toLowerCase())
  const words = all.length > 1 && all[0] === owner ? all.slice(1) : all
  const joined = words.map((_, cut) =>
    [words.slice(0, cut).join('_'), words.slice(cut).join('_')].filter(Boolean).join('.'),
  )
  // The usual form first: the last word is the enum, what stands before it is the thing.
  return joined.reverse().map((path) => `${owner}.${path}`)
}

test('each member of every enum has its word in both languages', async () => {
  const enums = await readEnums()
  expect(enums.length).toBeGreaterThan(2)
  const missing = enums.flatMap((named) => {
    const lacking = prefixes(named).map((prefix) =>
      named.members
        .map((member) => `${prefix}.${member}`)
        .filter((key) => !all.zh.has(key) || !all.en.has(key)),
    )
    const best = lacking.toSorted((one, other) => one.length - other.length)[0] ?? []
    return best.map((key) => `${named.name}: ${key}`)
  })
  expect(missing).toEqual([])
})

test('each permission is an act with a name in both languages', async () => {
  const permissions = await readPermissions()
  expect(permissions.length).toBeGreaterThan(2)
  expect(permissions.filter((key) => !all.zh.has(key) || !all.en.has(key))).toEqual([])
})
