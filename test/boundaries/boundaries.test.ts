import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '#kernel/root.ts'
import { cruise, rulesFile } from './cruise.ts'

// `importer → imported`, with what stands outside the planted tree by its package alone.
const planted = [
  'ant-design-behind-the-kit: modules/command/orders/ui/OrderPage.tsx → antd',
  'coldchain-uses-only-its-list: modules/coldchain/upward.service.ts → modules/exercise/index.ts',
  'command-uses-only-its-list: modules/command/upward.service.ts → modules/exercise/index.ts',
  'epi-is-pure: epi/growth.ts → fs',
  'epi-is-tested-alone: epi/growth.test.ts → kernel/area.ts',
  'every-module-is-listed: modules/unlisted/index.ts → kernel/area.ts',
  'exercise-uses-only-its-list: modules/exercise/upward.service.ts → modules/places/index.ts',
  'http-in-routes: modules/command/orders/order.web.ts → kernel/http/server.ts',
  'investigation-uses-only-its-list: modules/investigation/back-door.service.ts → modules/testing/rounds/round.service.ts',
  'investigation-uses-only-its-list: modules/investigation/upward.service.ts → modules/exercise/index.ts',
  'isolation-uses-only-its-list: modules/isolation/upward.service.ts → modules/exercise/index.ts',
  'kernel-http-in-its-folder: kernel/answers-http.ts → fastify',
  'kernel-knows-no-module: kernel/knows-module.ts → modules/testing/contract.ts',
  'kernel-knows-no-root: kernel/knows-root.ts → main.ts',
  'kernel-knows-no-web: kernel/knows-web.ts → web/shell.ts',
  'no-cycle: kernel/ring/first.ts → kernel/ring/second.ts',
  'no-node-in-the-browser: web/reads-files.ts → fs',
  'no-server-package-in-the-browser: web/queries.ts → kysely',
  'only-the-root-names-modules: side-entry.ts → modules/testing/index.ts',
  'people-uses-only-its-list: modules/people/upward.service.ts → modules/exercise/index.ts',
  'places-uses-only-its-list: modules/places/upward.service.ts → modules/exercise/index.ts',
  'release-uses-only-its-list: modules/release/inner.service.ts → modules/testing/index.ts',
  'release-uses-only-its-list: modules/release/upward.service.ts → modules/exercise/index.ts',
  'resolves: kernel/points-nowhere.ts → ./nowhere.ts',
  'root-enters-by-doors: app.ts → modules/testing/rounds/round.service.ts',
  'schema-runs-anywhere: modules/command/orders/order.schema.ts → kernel/area.ts',
  'screen-sees-schemas-only: modules/command/orders/ui/OrderPage.tsx → modules/command/orders/order.rules.ts',
  'server-imports-no-screen: kernel/knows-web.ts → web/shell.ts',
  'server-imports-no-screen: modules/command/orders/order.screen.ts → modules/command/orders/ui/OrderPage.tsx',
  'service-knows-no-route: modules/command/orders/order.service.ts → modules/command/orders/order.routes.ts',
  'shared-with-screens-runs-anywhere: kernel/i18n/choose-language.ts → kernel/area.ts',
  'situation-uses-only-its-list: modules/situation/upward.service.ts → modules/exercise/index.ts',
  'sql-in-services: modules/command/orders/order.model.ts → kysely',
  'supervision-uses-only-its-list: modules/supervision/upward.service.ts → modules/exercise/index.ts',
  'surveillance-uses-only-its-list: modules/surveillance/upward.service.ts → modules/exercise/index.ts',
  'test-kit-in-tests: kernel/uses-test-kit.ts → kernel/testing/test-kit.ts',
  'testing-uses-only-its-list: modules/testing/upward.service.ts → modules/exercise/index.ts',
  'treatment-uses-only-its-list: modules/treatment/upward.service.ts → modules/exercise/index.ts',
  'vaccination-uses-only-its-list: modules/vaccination/upward.service.ts → modules/exercise/index.ts',
  'web-enters-by-doors: web/enters-by-window.ts → modules/testing/rounds/round.service.ts',
  'web-knows-kernel-by-contract: web/shell.ts → kernel/area.ts',
]

const shorten = (path: string) =>
  path.replace(/^.*node_modules\/([^/]+)\/.*$/, '$1').replace(/^src\//, '')

test('each planted wrong import is named by its rule, and nothing else is', async () => {
  const { summary } = await cruise(join(projectRoot, 'test/boundaries/planted'))
  const found = summary.violations.map(
    ({ rule, from, to }) => `${rule.name}: ${shorten(from)} → ${shorten(to)}`,
  )
  expect(found.sort()).toEqual(planted)
})

test('every rule has a planted import that it must refuse', () => {
  const rules = [...readFileSync(rulesFile, 'utf8').matchAll(/forbid\(\s*'([a-z-]+)'/g)]
  const proven = new Set(planted.map((line) => line.split(':')[0]))
  expect(rules.length).toBeGreaterThan(20)
  expect(rules.map(([, name]) => name).filter((name) => !proven.has(name))).toEqual([])
})

test('the house keeps its own rules, and all of its files were looked at', async () => {
  const written = readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => `src/${path}`)
  const { modules, summary } = await cruise(projectRoot)
  const seen = new Set(modules.map(({ source }) => source))
  expect(written.filter((path) => !seen.has(path))).toEqual([])
  expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual(
    [],
  )
})

test('an arrow upward in the list of modules stops the check at once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bulwark-rules-'))
  try {
    const rules = join(folder, 'rules.mjs')
    const text = readFileSync(rulesFile, 'utf8')
    await writeFile(rules, text.replace('places: []', "places: ['people']"))
    await expect(cruise(join(projectRoot, 'test/boundaries/planted'), rules)).rejects.toThrow(
      'places may not use people: it is not above it',
    )
  } finally {
    await rm(folder, { recursive: true })
  }
})
