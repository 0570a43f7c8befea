// Adds to package-lock.json the builds for other platforms that the registry at hand did not offer when it
// was written. npm leaves them out then, and `npm ci` refuses the file afterwards, on every machine.
// Run after each change of a dependency; does nothing when nothing is missing.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { projectRoot } from '#kernel/root.ts'

const Entry = z.looseObject({
  dev: z.boolean().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
})
// Only looked at: what is written back keeps the order that npm gave it.
const Kept = z.record(z.string(), z.unknown())
type Entry = z.infer<typeof Entry>

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32', 'aix', 'sunos']
const processors = ['arm', 'arm64', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64', 'loong64', 'wasm32']

/** What a platform's package says of itself, read from its name: `binding-linux-x64-musl`. */
function platformOf(name: string): { os: string[]; cpu: string[]; libc?: string[] } | null {
  const words = name.slice(name.lastIndexOf('/') + 1).split('-')
  const os = systems.filter((system) => words.includes(system))
  const cpu = processors.filter((processor) => words.includes(processor))
  if (os.length !== 1 || cpu.length !== 1) return null
  const musl = words.some((word) => word.startsWith('musl'))
  const glibc = words.some((word) => word.startsWith('gnu'))
  return { os, cpu, ...(musl && { libc: ['musl'] }), ...(glibc && { libc: ['glibc'] }) }
}

/** The entries that `npm ci` will ask for and not find. */
function findMissing(packages: Readonly<Record<string, Entry>>): [string, Entry][] {
  return Object.values(packages).flatMap((parent) =>
    Object.entries(parent.optionalDependencies ?? {}).flatMap(
      ([name, version]): [string, Entry][] => {
        const path = `node_modules/${name}`
        const platform = platformOf(name)
        if (packages[path] || !platform || !/^\d/.test(version)) return []
        return [[path, { version, ...platform, ...(parent.dev && { dev: true }), optional: true }]]
      },
    ),
  )
}

const file = join(projectRoot, 'package-lock.json')
const lock = Kept.parse(JSON.parse(readFileSync(file, 'utf8')))
const known = Kept.parse(lock['packages'])
const missing = findMissing(z.record(z.string(), Entry).parse(known))
const packages = Object.fromEntries(
  [...Object.entries(known), ...missing].toSorted(([one], [other]) =>
    one.localeCompare(other, 'en'),
  ),
)
if (missing.length > 0) writeFileSync(file, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`)
process.stdout.write(`${missing.length} platform packages added to package-lock.json\n`)
