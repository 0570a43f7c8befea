// The architecture, executable. A new arrow between two modules is one word added to this list, which
// reads from the ground up: a module may only enter modules named above it, so no cycle can be written.
const three = ['places', 'people', 'command']
export const mayEnter = {
  places: [],
  people: ['places'],
  command: ['places', 'people'],
  surveillance: three,
  testing: three,
  vaccination: three,
  investigation: [...three, 'surveillance', 'testing'],
  isolation: [...three, 'testing', 'investigation'],
  treatment: [...three, 'testing', 'investigation', 'isolation'],
  coldchain: [...three, 'testing', 'investigation'],
  supervision: three,
  release: three,
  situation: [...three, 'release'],
  exercise: [],
}

// Figures read what others publish as fact views: of those above they may know the contract, no more.
const publishers = [
  'surveillance',
  'testing',
  'vaccination',
  'investigation',
  'isolation',
  'treatment',
  'coldchain',
  'supervision',
]
export const mayKnowContractOf = { release: publishers, situation: publishers }

const names = Object.keys(mayEnter)
const entered = (name) => [...mayEnter[name], ...(mayKnowContractOf[name] ?? [])]
for (const [position, name] of names.entries()) {
  const above = names.slice(0, position)
  const upward = entered(name).find((other) => !above.includes(other))
  if (upward)
    throw new Error(`${name} may not use ${upward}: it is not above it, so a cycle is possible`)
}

const inside = (name) => `^src/modules/${name}/`
const door = (name) => `^src/modules/${name}/(index\\.ts|contract\\.ts|ui/index\\.tsx)$`
const contractOf = (name) => `^src/modules/${name}/contract\\.ts$`
const forbid = (name, from, to) => ({ name, severity: 'error', from, to })
const packages = (...list) => `(^|/)node_modules/(${list.join('|')})/`

const tests = ['\\.(test|e2e|fixture|test-kit)\\.tsx?$', '^test/', '^bench/']
// Only these start the whole house; everybody else hears of modules by contract, event or door.
const roots = ['^src/(app|main)\\.ts$', '^src/(cli|demo)/']
const screens = ['/ui/', '^src/web/']
// What builds the console runs on Node, though it lies beside it.
const builders = '^src/web/(vite\\.config|precompress)\\.ts$'
// Runs in the browser, on the server and in a phone's worker alike: values and schemas, no I/O.
const contracts = '(\\.schema|/contract)\\.ts$'
const texts = ['/text/(zh|en)\\.json$', '^src/modules/[^/]+/text\\.ts$']
const anywhere = [contracts, ...texts, '^src/kernel/i18n/', '^src/kernel/(calendar|retype)\\.ts$']
const antDesign = packages('antd', '@ant-design', 'rc-[^/]+', '@rc-component')

export default {
  forbidden: [
    ...names.map((name) =>
      forbid(
        `${name}-uses-only-its-list`,
        { path: inside(name) },
        {
          path: '^src/modules/',
          pathNot: [
            inside(name),
            ...mayEnter[name].map(door),
            ...(mayKnowContractOf[name] ?? []).map(contractOf),
          ],
        },
      ),
    ),
    forbid(
      'every-module-is-listed',
      { path: '^src/modules/', pathNot: names.map(inside) },
      { path: '.' },
    ),
    forbid(
      'only-the-root-names-modules',
      { path: '^src/', pathNot: ['^src/(modules|kernel|epi)/', ...screens, ...roots] },
      { path: '^src/modules/' },
    ),
    forbid(
      'root-enters-by-doors',
      { path: roots },
      { path: '^src/modules/', pathNot: '^src/modules/[^/]+/(index|contract)\\.ts$' },
    ),
    forbid('kernel-knows-no-module', { path: '^src/kernel/' }, { path: '^src/modules/' }),
    forbid(
      'kernel-knows-no-web',
      { path: '^src/kernel/', pathNot: ['/ui/'] },
      { path: ['^src/web/', '/ui/'] },
    ),
    forbid('kernel-knows-no-root', { path: '^src/(kernel|modules|epi|web)/' }, { path: roots }),
    forbid(
      'epi-is-pure',
      // The runner and the worker of the scan share its replicates out among threads; the mathematics stays pure.
      { path: '^src/epi/', pathNot: [...tests, '^src/epi/space-time/scan-(runner|worker)\\.ts$'] },
      { pathNot: ['^src/epi/', packages('@stdlib')] },
    ),
    forbid('epi-is-tested-alone', { path: '^src/epi/' }, { path: '^src/', pathNot: '^src/epi/' }),
    forbid('schema-runs-anywhere', { path: contracts }, { pathNot: [contracts, packages('zod')] }),
    forbid(
      'shared-with-screens-runs-anywhere',
      { path: anywhere, pathNot: [contracts, ...tests] },
      { pathNot: [...anywhere, packages('zod')] },
    ),
    forbid(
      'screen-sees-schemas-only',
      { path: '^src/.*/ui/', pathNot: ['^src/web/', ...tests] },
      { path: '^src/', pathNot: [...screens, ...anywhere] },
    ),
    forbid(
      'web-enters-by-doors',
      { path: '^src/web/', pathNot: tests },
      { path: '^src/modules/', pathNot: ['/contract\\.ts$', '/ui/index\\.tsx$', ...texts] },
    ),
    forbid(
      'web-knows-kernel-by-contract',
      { path: '^src/web/', pathNot: tests },
      { path: '^src/kernel/', pathNot: ['/ui/index\\.tsx$', ...anywhere] },
    ),
    forbid(
      'no-server-package-in-the-browser',
      { path: screens, pathNot: [builders, ...tests] },
      { path: packages('kysely', 'pg', 'fastify', '@fastify', '@node-rs', 'pino', 'esbuild') },
    ),
    forbid(
      'no-node-in-the-browser',
      { path: screens, pathNot: [builders, ...tests] },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'server-imports-no-screen',
      { path: '^src/', pathNot: [...screens, ...tests] },
      { path: [...screens, packages('react', 'react-dom', '@tanstack'), antDesign] },
    ),
    forbid(
      'ant-design-behind-the-kit',
      { path: '^src/', pathNot: '^src/web/ui/' },
      { path: antDesign },
    ),
    forbid(
      'sql-in-services',
      { path: '^src/modules/', pathNot: '\\.(service|jobs|module|test|fixture|test-kit)\\.ts$' },
      { path: packages('kysely', 'pg', 'pg-copy-streams') },
    ),
    forbid(
      'http-in-routes',
      { path: '^src/modules/', pathNot: '\\.(routes|test)\\.ts$' },
      { path: [packages('fastify', '@fastify'), '^src/kernel/http/'] },
    ),
    forbid(
      'kernel-http-in-its-folder',
      { path: '^src/kernel/', pathNot: ['^src/kernel/http/', '\\.routes\\.ts$', ...tests] },
      { path: packages('fastify', '@fastify') },
    ),
    forbid(
      'service-knows-no-route',
      { path: '\\.(service|jobs)\\.ts$' },
      { path: '\\.routes\\.ts$' },
    ),
    forbid(
      'test-kit-in-tests',
      { pathNot: ['^src/kernel/testing/', ...tests] },
      { path: ['^src/kernel/testing/', '\\.(test|e2e|fixture|test-kit)\\.tsx?$'] },
    ),
    forbid('no-cycle', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    forbid('resolves', {}, { couldNotResolve: true }),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.server.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^test/boundaries/planted/', '\\?worker&url$'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
}
