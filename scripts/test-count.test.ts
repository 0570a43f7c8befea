import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { closingLine, countTests } from './test-count.ts'

const report = {
  numPassedTests: 5,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 0,
  testResults: [
    {
      name: 'one.test.ts',
      status: 'failed',
      message: '',
      assertionResults: [
        { status: 'failed', fullName: 'a bed is given once', failureMessages: ['twice\n  at …'] },
      ],
    },
    { name: 'two.test.ts', status: 'failed', message: 'cannot be read', assertionResults: [] },
  ],
}

test('a file that cannot be read fails like a test, and the closing line tells all', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bulwark-count-'))
  try {
    await writeFile(join(folder, 'report.json'), JSON.stringify(report))
    const count = countTests(join(folder, 'report.json'))
    expect(count.failures).toEqual([
      'one.test.ts › a bed is given once: twice',
      'two.test.ts: cannot be read',
    ])
    expect(closingLine(count)).toBe('5 passed, 2 failed, 2 skipped')
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('a run that left no report is a failure, not a success of no tests', () => {
  expect(closingLine(countTests('/nowhere/report.json'))).toBe('0 passed, 1 failed')
})
