import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gatherGrants } from '#kernel/runtime.ts'
import { projectRoot } from '#kernel/root.ts'
import { readArrows } from '../../scripts/architecture-arrows.ts'
import { printDocs } from '../../scripts/printed-docs.ts'
import { modules } from '../../src/app.ts'
import { readPermissions } from './schemas.ts'

test('the printed pages say what the code does; `npm run docs` prints them anew', async () => {
  const pages = printDocs(modules, await readArrows())
  for (const [file, text] of pages) {
    const path = join(projectRoot, file)
    expect(existsSync(path) ? readFileSync(path, 'utf8') : 'not printed yet', file).toBe(text)
  }
  expect(pages.size).toBe(3)
})

test('every permission that is asked for is held by a post, and every one held is asked for', async () => {
  const asked: string[] = modules
    .flatMap(({ operations }) => operations.map(({ endpoint }) => endpoint.permission))
    .filter((permission) => permission !== 'anyone' && permission !== 'signed_in')
  const { permissions } = gatherGrants(modules)
  expect([...new Set(asked)].filter((permission) => !permissions.includes(permission))).toEqual([])
  expect(permissions.filter((permission) => !asked.includes(permission))).toEqual([])
})

test('every endpoint that a schema declares is served', async () => {
  const served = new Set<string>(
    modules.flatMap(({ operations }) => operations.map(({ endpoint }) => endpoint.permission)),
  )
  expect((await readPermissions()).filter((permission) => !served.has(permission))).toEqual([])
})
