#!/usr/bin/env node
// Starts Bulwark from a checkout: builds what is missing or older than its sources, then runs the bundle.
// Plain JavaScript, because it runs before anything is built.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = resolve(import.meta.dirname, '..')
const dist = join(root, 'dist')
const server = join(dist, 'main.js')
const web = join(dist, 'web')

/** Names, sizes and times of all sources below the folders: changed when any of them is. */
function stampOf(folders) {
  const hash = createHash('sha256')
  for (const folder of folders) {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()
    for (const file of files) {
      const { size, mtimeMs } = statSync(join(root, folder, file))
      hash.update(`${file}\0${size}\0${mtimeMs}\n`)
    }
  }
  hash.update(readFileSync(join(root, 'package-lock.json')))
  return hash.digest('hex')
}

const stampFileOf = ({ name }) => join(dist, `${name}.stamp`)

function isStale(part) {
  const file = stampFileOf(part)
  const known = existsSync(part.product) && existsSync(file) ? readFileSync(file, 'utf8') : ''
  return known !== stampOf(part.folders)
}

async function buildIfStale(part) {
  if (!isStale(part)) return
  mkdirSync(dist, { recursive: true })
  const stamp = stampOf(part.folders)
  process.stderr.write(`正在构建 building: ${part.name} …\n`)
  await part.build()
  writeFileSync(stampFileOf(part), stamp)
}

async function buildServer() {
  const { build } = await import('esbuild')
  await build({
    entryPoints: [join(root, 'src', 'main.ts')],
    outfile: server,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
    absWorkingDir: root,
  })
}

async function buildConsole() {
  const { build } = await import('vite')
  await build({ configFile: join(root, 'src', 'web', 'vite.config.ts'), logLevel: 'error' })
}

const command = process.argv[2] ?? 'start'
const needsConsole = ['start', 'serve', 'build'].includes(command)
const parts = [
  { name: 'server', folders: ['src'], product: server, build: buildServer },
  ...(needsConsole
    ? [{ name: 'console', folders: ['src'], product: join(web, 'index.html'), build: buildConsole }]
    : []),
]

if (command === 'build') {
  for (const part of parts) await buildIfStale(part)
} else {
  // In a process of its own, so that the builders do not stay in the memory of the running system.
  if (parts.some(isStale))
    execFileSync(process.execPath, [import.meta.filename, 'build'], { stdio: ['ignore', 2, 2] })
  const { runMain } = await import(pathToFileURL(server).href)
  await runMain(process.argv.slice(2))
}
