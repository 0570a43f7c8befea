// Prints how far each commit reached: files, folders, modules. Both may only fall.
import { projectRoot } from '#kernel/root.ts'
import { readSpread, spreadLine } from './commit-spread.ts'

for (const commit of readSpread(projectRoot, 1000)) process.stdout.write(`${spreadLine(commit)}\n`)
