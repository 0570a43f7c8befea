import { existsSync, readFileSync } from 'node:fs'
import * as z from 'zod'

export interface TestCount {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** What failed, as `file › test` with its first line. */
  readonly failures: readonly string[]
}

const Report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
})

/** Counts what ran. A file that could not even be read, or a run without a report, is a failure too. */
export function countTests(reportFile: string): TestCount {
  if (!existsSync(reportFile)) {
    return { passed: 0, failed: 1, skipped: 0, failures: ['the tests ended without a report'] }
  }
  const report = Report.parse(JSON.parse(readFileSync(reportFile, 'utf8')))
  const unread = report.testResults.filter(
    (file) =>
      file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  )
  const failures = report.testResults.flatMap((file) =>
    file.assertionResults
      .filter(({ status }) => status === 'failed')
      .map(
        (result) =>
          `${file.name} › ${result.fullName}: ${(result.failureMessages?.[0] ?? '').split('\n')[0]}`,
      ),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unread.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [
      ...failures,
      ...unread.map(({ name, message }) => `${name}: ${(message ?? '').split('\n')[0]}`),
    ],
  }
}

/** The line that scripts read: always the last one, of tests that really ran. */
export function closingLine({ passed, failed, skipped }: Omit<TestCount, 'failures'>): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
