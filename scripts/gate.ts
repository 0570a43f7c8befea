// The gate, in order. Every step runs even when one before it failed, so that one run tells all.
//
//   npm test                         everything
//   npm run check -- --quick         the steps of seconds: before every commit
//   npm run check -- --tests database | without-database
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { projectRoot } from '#kernel/root.ts'
import { quickSteps, slowSteps, type Step, tests } from './gate-steps.ts'
import { selectTests } from './select-tests.ts'
import { closingLine } from './test-count.ts'

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, tests: { type: 'string' } },
})
const say = (line: string) => process.stdout.write(`${line}\n`)

async function chooseSteps(): Promise<readonly Step[]> {
  if (values.tests !== undefined) {
    return [tests(values.tests, await selectTests(values.tests))]
  }
  return values.quick ? quickSteps : [...quickSteps, ...slowSteps]
}

async function passGate(): Promise<boolean> {
  const logFolder = join(projectRoot, 'var/gate')
  mkdirSync(logFolder, { recursive: true })
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const step of await chooseSteps()) {
    const begun = performance.now()
    const { ok, told, details, tests: count } = await step.run(logFolder)
    const seconds = ((performance.now() - begun) / 1000).toFixed(1).padStart(6)
    say(`${ok ? 'ok  ' : 'FAIL'} ${step.name.padEnd(13)} ${seconds} s  ${told}`)
    if (details) say(details)
    sum.passed += count?.passed ?? 0
    sum.skipped += count?.skipped ?? 0
    // A step that is no test counts once when it fails, so that `0 failed` always means a clean gate.
    sum.failed += ok ? 0 : Math.max(count?.failed ?? 0, 1)
  }
  say(closingLine(sum))
  return sum.failed === 0
}

process.exitCode = (await passGate()) ? 0 : 1
