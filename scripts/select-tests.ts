import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { projectRoot } from '#kernel/root.ts'
import { runProgram } from './run-program.ts'

const Graph = z.object({
  modules: z.array(
    z.object({ source: z.string(), dependencies: z.array(z.object({ resolved: z.string() })) }),
  ),
})

// Whoever opens a database in a test comes through one of these.
const doors = ['src/kernel/testing/test-app.ts', 'src/kernel/testing/database.ts']

/** The test files that open a database of the shared server, or all the others. */
export async function selectTests(which: string): Promise<string[]> {
  if (which !== 'database' && which !== 'without-database') {
    throw new Error(`--tests takes database or without-database, not ${which}`)
  }
  const importers = await readImporters()
  const touching = new Set<string>()
  const follow = (file: string): void => {
    if (touching.has(file)) return
    touching.add(file)
    for (const importer of importers.get(file) ?? []) follow(importer)
  }
  for (const door of doors) follow(door)
  return ['src', 'test', 'scripts']
    .flatMap((folder) =>
      readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' }).map(
        (path) => `${folder}/${path}`,
      ),
    )
    .filter((path) => path.endsWith('.test.ts') && !path.includes('/planted/'))
    .filter((path) => touching.has(path) === (which === 'database'))
}

async function readImporters(): Promise<Map<string, string[]>> {
  const { output } = await runProgram(
    [
      join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      'src',
      'test',
      '--config',
      '.dependency-cruiser.mjs',
      '--output-type',
      'json',
    ],
    join(projectRoot, 'var/gate/graph.json'),
  )
  const importers = new Map<string, string[]>()
  const graph = Graph.parse(JSON.parse(output))
  for (const { source, dependencies } of graph.modules) {
    for (const { resolved } of dependencies) {
      importers.set(resolved, [...(importers.get(resolved) ?? []), source])
    }
  }
  return importers
}
