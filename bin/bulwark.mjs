#!/usr/bin/env node
// Starts Bulwark from a checkout: builds what is missing or older than its sources, then runs the bundle.
// Plain JavaScript, because it runs before anything is built.
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

async function buildIfStale(name, { folders, product, build }) {
  const stampFile = join(dist, `${name}.stamp`)
  const stamp = stampOf(folders)
  const known = existsSync(product) && existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : ''
  if (known === stamp) return
  mkdirSync(dist, { recursive: true })
  process.stderr.write(`building the ${name} (first start, or its sources have changed) …\n`)
  await build()
  writeFileSync(stampFile, stamp)
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
await buildIfStale('server', { folders: ['src'], product: server, build: buildServer })
if (command === 'start' || command === 'serve' || command === 'build') {
  await buildIfStale('console', {
    folders: ['src'],
    product: join(web, 'index.html'),
    build: buildConsole,
  })
}
if (command !== 'build') {
  const { runMain } = await import(pathToFileURL(server).href)
  await runMain(process.argv.slice(2))
}
