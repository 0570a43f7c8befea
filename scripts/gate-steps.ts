import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '#kernel/root.ts'
import { weighPages } from './bundle-budget.ts'
import { readSpread, spreadLine } from './commit-spread.ts'
import { lastLines, runProgram } from './run-program.ts'
import { countSilenced } from './silenced-rules.ts'
import { countTests, type TestCount } from './test-count.ts'

export interface Outcome {
  readonly ok: boolean
  /** One line: what was looked at. */
  readonly told: string
  /** Only when something is wrong. */
  readonly details?: string
  readonly tests?: TestCount
}

export interface Step {
  readonly name: string
  run(logFolder: string): Promise<Outcome>
}

const inPackages = (path: string) => join(projectRoot, 'node_modules', path)

function program(name: string, entry: string, args: readonly string[]): Step {
  return {
    name,
    async run(logFolder) {
      const ran = await runProgram([inPackages(entry), ...args], join(logFolder, `${name}.log`))
      const details = ran.ok ? {} : { details: lastLines(ran.output, 40) }
      return { ok: ran.ok, told: lastLines(ran.output, 1).trim(), ...details }
    },
  }
}

/** Runs tests with vitest and counts what ran; a run of no test at all is a failure. */
export function tests(name: string, args: readonly string[]): Step {
  return {
    name,
    async run(logFolder) {
      const report = join(logFolder, `${name}.json`)
      const ran = await runProgram(
        [
          inPackages('vitest/vitest.mjs'),
          'run',
          '--reporter=dot',
          '--reporter=json',
          `--outputFile.json=${report}`,
          ...args,
        ],
        join(logFolder, `${name}.log`),
      )
      const count = countTests(report)
      const ok = ran.ok && count.failed === 0 && count.passed > 0
      const named = count.failures.slice(0, 40).map((line) => `    ${line.slice(0, 300)}`)
      const details = [...named, ...(named.length > 0 ? [] : [lastLines(ran.output, 40)])]
      return {
        ok,
        told: `${count.passed} of ${count.passed + count.failed + count.skipped} tests`,
        tests: count,
        ...(ok ? {} : { details: details.join('\n') }),
      }
    },
  }
}

const silenced: Step = {
  name: 'silenced',
  async run() {
    const files = ['src', 'test', 'bench', 'scripts'].flatMap((folder) =>
      readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
        .map((path) => `${folder}/${path}`)
        .filter((path) => /\.tsx?$/.test(path) && !path.includes('/planted/')),
    )
    const { count, wrong } = countSilenced(projectRoot, files)
    const details =
      wrong.length > 0
        ? { details: wrong.map((place) => `    ${place}: no reason`).join('\n') }
        : {}
    return { ok: wrong.length === 0, told: `${count} comments switch a check off`, ...details }
  },
}

const weights: Step = {
  name: 'weights',
  async run() {
    const pages = weighPages(join(projectRoot, 'dist/web'))
    const heavy = pages.filter(({ kB, budget }) => budget === undefined || kB > budget)
    const told = pages.map(({ page, kB, budget }) => `${page} ${kB} of ${budget ?? '?'} kB`)
    return { ok: pages.length > 0 && heavy.length === 0, told: told.join(', ') || 'no page built' }
  },
}

const spread: Step = {
  name: 'spread',
  async run() {
    // A tree without history (an archive) has no commits to show; everything else was checked above.
    if (!existsSync(join(projectRoot, '.git'))) return { ok: true, told: 'no history here' }
    const commits = readSpread(projectRoot, 8)
    return { ok: true, told: ['', ...commits.map(spreadLine)].join('\n    ') }
  },
}

export const quickSteps: readonly Step[] = [
  program('format', 'oxfmt/bin/oxfmt', ['--check', '.']),
  program('lint', 'oxlint/bin/oxlint', [
    '--type-aware',
    '--format=unix',
    '--deny-warnings',
    '--report-unused-disable-directives',
    '.',
  ]),
  silenced,
  program('types-server', 'typescript7/bin/tsc', ['-p', 'tsconfig.server.json']),
  program('types-web', 'typescript7/bin/tsc', ['-p', 'tsconfig.web.json']),
  program('boundaries', 'dependency-cruiser/bin/dependency-cruise.mjs', [
    'src',
    'test',
    'bench',
    'scripts',
    '--config',
    '.dependency-cruiser.mjs',
  ]),
  program('unused', 'knip/bin/knip.js', ['--no-progress']),
]

export const slowSteps: readonly Step[] = [
  tests('tests', []),
  program('build', 'vite/bin/vite.js', ['build', '--config', 'src/web/vite.config.ts']),
  weights,
  tests('stories', ['--config', 'vitest.e2e.config.ts']),
  spread,
]
