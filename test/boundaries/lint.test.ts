import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { projectRoot } from '#kernel/root.ts'

const Answer = z.object({
  diagnostics: z.array(
    z.object({
      code: z.string(),
      filename: z.string(),
      labels: z.array(z.object({ span: z.object({ line: z.number() }) })),
    }),
  ),
})

// The project's own settings, but for the line that keeps the planted files out of the daily run.
async function lintPlanted(): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bulwark-lint-'))
  try {
    const own = await readFile(join(projectRoot, '.oxlintrc.json'), 'utf8')
    const settings = z.looseObject({}).parse(JSON.parse(own))
    await writeFile(
      join(folder, 'settings.json'),
      JSON.stringify({ ...settings, ignorePatterns: [] }),
    )
    const out = await lint(join(folder, 'settings.json'))
    return Answer.parse(JSON.parse(out))
      .diagnostics.map(
        ({ code, filename, labels }) =>
          `${basename(filename)}:${labels[0]?.span.line ?? 0} ${code.replace(/^.*\((.*)\)$/, '$1')}`,
      )
      .sort()
  } finally {
    await rm(folder, { recursive: true })
  }
}

function lint(settings: string): Promise<string> {
  const program = join(projectRoot, 'node_modules/oxlint/bin/oxlint')
  const options = ['--type-aware', '--format', 'json', '--config', settings]
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [program, ...options, 'test/boundaries/planted/lint'],
      { cwd: projectRoot },
      (error, out, complaint) => {
        if (out === '') reject(new Error(complaint, { cause: error }))
        else resolve(out)
      },
    )
  })
}

test('each planted offence against the house style is found where it stands', async () => {
  expect(await lintPlanted()).toEqual([
    'asserts-types.ts:1 no-restricted-imports',
    'asserts-types.ts:4 consistent-type-assertions',
    'asserts-types.ts:6 ban-ts-comment',
    'asserts-types.ts:9 no-non-null-assertion',
    'forgets-to-wait.ts:12 no-floating-promises',
    'forgets-to-wait.ts:8 no-floating-promises',
    'over-budget.ts:1 complexity',
    'over-budget.ts:1 max-params',
    'over-budget.ts:1 no-default-export',
    'over-budget.ts:1 no-explicit-any',
    'over-budget.ts:17 no-warning-comments',
    'over-budget.ts:20 no-process-env',
    'over-budget.ts:5 max-depth',
  ])
})
