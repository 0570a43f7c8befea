import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { countSilenced } from './silenced-rules.ts'

test('a comment that switches a check off is counted, and named when it gives no reason', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bulwark-silenced-'))
  try {
    // Put together here, so that this file itself silences nothing.
    const lint = ['// oxlint', 'disable'].join('-')
    const type = '// @ts'
    const lines = [
      `${lint}-next-line no-console -- the person at the terminal reads it`,
      `${lint}-next-line no-console`,
      `${type}-expect-error another table does not compile`,
      `${type}-expect-error`,
      `${type}-ignore the types are wrong`,
      'const word = "oxlint"',
    ]
    await writeFile(join(folder, 'sample.ts'), lines.join('\n'))
    expect(countSilenced(folder, ['sample.ts'])).toEqual({
      count: 4,
      wrong: ['sample.ts:5', 'sample.ts:2', 'sample.ts:4'],
    })
  } finally {
    await rm(folder, { recursive: true })
  }
})
