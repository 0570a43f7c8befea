// The first load of the console against its budget (450 kB gz): what a browser fetches before the first page can
// be used, with the heaviest page taken for it. Reads the manifest of the built console.
//
//   npx tsx scripts/check-bundle.ts [dist/web]
import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import * as z from 'zod'

const budgetKilobytes = 450

const chunk = z.object({
  file: z.string(),
  src: z.string().optional(),
  isEntry: z.boolean().optional(),
  imports: z.array(z.string()).default([]),
  dynamicImports: z.array(z.string()).default([]),
  css: z.array(z.string()).default([]),
})
type Chunks = Record<string, z.infer<typeof chunk>>

const folder = path.resolve(process.argv[2] ?? 'dist/web')
const manifest = path.join(folder, '.vite/manifest.json')
if (!existsSync(manifest)) {
  console.error(
    `${manifest} is missing: build the console first (vite build --config src/web/vite.config.ts)`,
  )
  process.exit(2)
}
const chunks: Chunks = z.record(z.string(), chunk).parse(JSON.parse(readFileSync(manifest, 'utf8')))

/** The files that come with a chunk: itself, its style sheets and all that it imports at once. */
function filesOf(key: string, seen = new Set<string>()): Set<string> {
  const found = chunks[key]
  if (!found || seen.has(found.file)) return seen
  seen.add(found.file)
  for (const sheet of found.css) seen.add(sheet)
  for (const imported of found.imports) filesOf(imported, seen)
  return seen
}

function gzippedBytes(file: string): number {
  const built = path.join(folder, file)
  return existsSync(`${built}.gz`)
    ? statSync(`${built}.gz`).size
    : gzipSync(readFileSync(built), { level: 9 }).length
}

function kilobytesOf(files: Set<string>): number {
  return [...files].reduce((sum, file) => sum + gzippedBytes(file), 0) / 1000
}

const entry = Object.keys(chunks).find((key) => chunks[key]?.isEntry)
if (!entry) throw new Error('the manifest names no entry')
// Every visit needs the sentences of one language and, once signed in, the shell.
const always = ['texts-zh.ts', 'shell/Shell.tsx'].filter((key) => chunks[key])
const core = [entry, ...always].reduce((seen, key) => filesOf(key, seen), new Set<string>())
const pages = Object.keys(chunks)
  .filter((key) => key.endsWith('Page.tsx'))
  .map((key) => ({ key, kilobytes: kilobytesOf(filesOf(key, new Set(core))) }))
  .toSorted((a, b) => b.kilobytes - a.kilobytes)

console.log(`first load without a page: ${kilobytesOf(core).toFixed(1)} kB gz`)
for (const { key, kilobytes } of pages.slice(0, 5)) {
  console.log(`  with ${key}: ${kilobytes.toFixed(1)} kB gz`)
}
const worst = pages[0]?.kilobytes ?? kilobytesOf(core)
if (worst > budgetKilobytes) {
  console.error(
    `over the budget of ${budgetKilobytes} kB by ${(worst - budgetKilobytes).toFixed(1)} kB`,
  )
  process.exit(1)
}
