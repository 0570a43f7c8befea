import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as z from 'zod'
import { projectRoot } from '#kernel/root.ts'

const Arrows = z.record(z.string(), z.array(z.string()))
const Rules = z.object({ mayEnter: Arrows, mayKnowContractOf: Arrows })

/** The list of modules and their arrows, read from the rules that are enforced. */
export async function readArrows(): Promise<z.infer<typeof Rules>> {
  const loaded: unknown = await import(
    pathToFileURL(join(projectRoot, '.dependency-cruiser.mjs')).href
  )
  return Rules.parse(
    z.looseObject({}).parse({ ...z.record(z.string(), z.unknown()).parse(loaded) }),
  )
}
