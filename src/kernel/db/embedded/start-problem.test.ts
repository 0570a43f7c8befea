import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as z from 'zod'

const source = await readFile(join(import.meta.dirname, 'start-problem.ts'), 'utf8')

async function readSentences(language: string): Promise<Record<string, string>> {
  const path = join(import.meta.dirname, '../../text', `${language}.json`)
  return z.record(z.string(), z.string()).parse(JSON.parse(await readFile(path, 'utf8')))
}

test('every problem of a start has a sentence in both languages that uses what the problem knows', async () => {
  const declared = [...source.matchAll(/'(kernel\.database\.\w+)': (.+)$/gm)]
  expect(declared.length).toBeGreaterThan(10)
  for (const sentences of [await readSentences('zh'), await readSentences('en')]) {
    for (const [, code = '', shape = ''] of declared) {
      const known = [...shape.matchAll(/(\w+): /g)].map(([, name]) => name)
      const used = [...(sentences[code] ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      expect(sentences[code], code).toMatch(/[.。]$/)
      expect(known, code).toEqual(expect.arrayContaining(used))
    }
  }
})
