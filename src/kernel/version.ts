import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { projectRoot } from './root.ts'

const Manifest = z.object({ version: z.string() })

/** The version of the product, as its package says. */
export function productVersion(): string {
  return Manifest.parse(JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'))).version
}
