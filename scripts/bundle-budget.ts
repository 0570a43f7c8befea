import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** What a page may load before it is usable, in kB compressed. */
const budgets: Readonly<Record<string, number>> = {
  'index.html': 450,
  'field.html': 100,
  'public.html': 30,
}

export interface PageWeight {
  readonly page: string
  readonly kB: number
  readonly budget: number | undefined
}

const loaded = /<(?:script|link)\b[^>]*?\b(?:src|href)="(?<path>[^"]+\.(?:js|css))"/g

/** Weighs each built page: itself, its scripts, styles and what they need at once (`modulepreload`). */
export function weighPages(folder: string): PageWeight[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.html'))
    .map((page) => {
      const html = readFileSync(join(folder, page), 'utf8')
      const parts = new Set([...html.matchAll(loaded)].map(({ groups }) => groups?.['path'] ?? ''))
      const bytes = [...parts].map((path) => {
        const file = path.startsWith('/') ? join(folder, path) : join(folder, dirname(page), path)
        return gzipSync(readFileSync(file)).length
      })
      const sum = bytes.reduce((total, size) => total + size, gzipSync(html).length)
      return { page, kB: Math.ceil(sum / 1000), budget: budgets[basename(page)] }
    })
}
