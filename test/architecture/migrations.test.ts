import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { findMigrations } from '#kernel/db/migrate.ts'
import { projectRoot } from '#kernel/root.ts'

const files = readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.sql'),
)

test('every migration says in its name when it was written, whose it is and what it makes', () => {
  const wrong = files.filter((path) => {
    const named = /^\d{8}T\d{4}_(?<owner>[a-z]+)_[a-z0-9_]+\.sql$/.exec(basename(path))
    const home = /^modules\/(?<module>[a-z]+)\//.exec(path)?.groups?.['module']
    const part = /^kernel\/(?<part>[a-z]+)\//.exec(path)?.groups?.['part']
    const owner = named?.groups?.['owner']
    if (owner === undefined || !path.includes('/sql/')) return true
    return home === undefined ? owner !== 'kernel' && owner !== part : owner !== home
  })
  expect(files.length).toBeGreaterThan(5)
  expect(wrong).toEqual([])
})

test('no two migrations were written at the same minute, so their order is the same everywhere', () => {
  const names = findMigrations().map(({ name }) => name)
  const times = names.map((name) => name.slice(0, 13))
  expect(times.filter((time, position) => times.indexOf(time) !== position)).toEqual([])
  expect(names).toEqual(names.toSorted())
  expect(names).toHaveLength(files.length)
})
