// Writes the pages that are printed from the code: permissions, endpoints, modules.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '#kernel/root.ts'
import { modules } from '../src/app.ts'
import { readArrows } from './architecture-arrows.ts'
import { printDocs } from './printed-docs.ts'

mkdirSync(join(projectRoot, 'docs'), { recursive: true })
for (const [file, text] of printDocs(modules, await readArrows())) {
  writeFileSync(join(projectRoot, file), text)
  process.stdout.write(`${file}\n`)
}
