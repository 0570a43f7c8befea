import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

function isRoot(folder: string): boolean {
  const file = join(folder, 'package.json')
  return existsSync(file) && readFileSync(file, 'utf8').includes('"name": "bulwark"')
}

function findRoot(from: string): string {
  if (isRoot(from)) return from
  const above = dirname(from)
  if (above === from) throw new Error('package.json of bulwark not found above the program')
  return findRoot(above)
}

/** The checkout: migrations, texts, unit trees and the built console are read from here, bundled or not. */
export const projectRoot: string = findRoot(import.meta.dirname)
