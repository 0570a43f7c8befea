import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openHttpCity } from '../access/http-city.ts'
import { faultOf } from './answer-check.ts'

const secret = 'only-beside-the-console'

/** A console as it is built, with a file beside its folder that no address may reach. */
function makeConsole(): { readonly folder: string; clear(): void } {
  const parent = mkdtempSync(join(tmpdir(), 'bulwark-console-'))
  const folder = join(parent, 'web')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>console</title>')
  writeFileSync(join(folder, 'assets', 'a.js'), 'console')
  writeFileSync(join(parent, 'secret.txt'), secret)
  writeFileSync(join(folder, 'secret.txt'), secret)
  return { folder, clear: () => rmSync(parent, { recursive: true }) }
}

const climbs = [
  '/assets/../secret.txt',
  '/assets/..%2fsecret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/assets/%2e%2e/%2e%2e/secret.txt',
  '/assets/..%5c..%5csecret.txt',
  '/assets/....//secret.txt',
  '/assets/%2fetc%2fpasswd',
  '/assets//etc/passwd',
  '/assets/a.js%00.txt',
  '/assets/',
  '/assets/.',
  '/assets/%zz',
  `/assets/${'x'.repeat(5000)}`,
  '/secret.txt',
  '/..%2fsecret.txt',
  '/docs/..%2f..%2fpackage.json',
  '/docs/static/..%2f..%2f..%2fpackage.json',
  '//secret.txt',
  '/api/../secret.txt',
  '/api/%2e%2e/secret.txt',
]

test('no address reads a file beside the console, and none brings the server down', async () => {
  const { folder, clear } = makeConsole()
  try {
    await using city = await openHttpCity(folder)
    expect((await city.inject({ method: 'GET', url: '/assets/a.js' })).body).toBe('console')
    const wrong: string[] = []
    for (const url of climbs) {
      const answer = await city.inject({ method: 'GET', url })
      const reads = answer.body.includes(secret) || answer.body.includes('"dependencies"')
      if (reads || answer.body.includes('root:'))
        wrong.push(`${url} reads ${answer.body.slice(0, 40)}`)
      const fault = url.startsWith('/docs') ? null : faultOf(answer)
      if (fault || answer.status >= 500) wrong.push(`${url}: ${fault} ${answer.body.slice(0, 80)}`)
    }
    expect(wrong).toEqual([])
  } finally {
    clear()
  }
})
