import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { projectRoot } from '#kernel/root.ts'
import type { Answer } from '../access/http-city.ts'

const Texts = z.record(z.string(), z.string())

const folders = readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /^(kernel|modules)\/.*\/?text$/.test(path))
  .map((path) => join(projectRoot, 'src', path))

function readTexts(language: 'zh' | 'en'): ReadonlyMap<string, string> {
  const entries = folders.flatMap((folder) =>
    Object.entries(Texts.parse(JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8')))),
  )
  return new Map(entries)
}

const texts = { zh: readTexts('zh'), en: readTexts('en') }

const Problem = z.object({
  status: z.int(),
  code: z.string(),
  params: z.record(z.string(), z.unknown()),
  fields: z.array(z.object({ path: z.string(), problem: z.string() })).optional(),
})

// A frame of a stack, a file of ours or of a package, a sentence of PostgreSQL's, a statement.
const inside =
  /\n\s+at |node_modules|\/src\/|\.ts:\d|violates |syntax error|relation "|duplicate key|pg_catalog|\b(select|insert into|update) [\w."]+ (from|set|\()/i

/** What is wrong with an answer to a hostile request; null when it is as it should be. */
export function faultOf(answer: Answer): string | null {
  const { status, type, body } = answer
  if (status >= 500) return `a ${status}`
  if (inside.test(body)) return 'the inside shows'
  if (status < 400) return null
  if (!type.startsWith('application/problem+json')) return `the answer is ${type || 'of no type'}`
  const problem = Problem.safeParse(JSON.parse(body)).data
  if (!problem || problem.status !== status) return 'no problem of ours'
  const { code, params } = problem
  for (const sentences of Object.values(texts)) {
    const sentence = sentences.get(code)
    if (sentence === undefined) return `${code} has no sentence`
    const open = [...sentence.matchAll(/\{(\w+)\}/g)].find(([, name]) => !((name ?? '') in params))
    if (open) return `${code} does not fill ${open[0]}`
  }
  return null
}
