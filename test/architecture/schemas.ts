import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { projectRoot } from '#kernel/root.ts'

/** The part of the house a file belongs to: a module's or a kernel part's name, `kernel` or `web`. */
function ownerOf(path: string): string {
  return /^src\/(?:modules|kernel)\/(?<part>[a-z]+)\//.exec(path)?.groups?.['part'] ?? 'kernel'
}

/** One enum as a contract or schema exports it. */
export interface NamedEnum {
  readonly owner: string
  readonly name: string
  readonly members: readonly string[]
}

const Exports = z.record(z.string(), z.unknown())
const Endpoint = z.object({ method: z.string(), path: z.string(), permission: z.string() })

async function readExports(): Promise<{ owner: string; name: string; value: unknown }[]> {
  const files = readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' })
    .map((path) => `src/${path}`)
    .filter((path) => /(\.schema|\/contract)\.ts$/.test(path))
  const read = await Promise.all(
    files.map(async (path) => {
      const loaded: unknown = await import(join(projectRoot, path))
      return Object.entries(Exports.parse({ ...Exports.parse(loaded) })).map(([name, value]) => ({
        owner: ownerOf(path),
        name,
        value,
      }))
    }),
  )
  return read.flat()
}

export async function readEnums(): Promise<NamedEnum[]> {
  return (await readExports()).flatMap(({ owner, name, value }) =>
    value instanceof z.ZodEnum ? [{ owner, name, members: value.options.map(String) }] : [],
  )
}

/** Every permission that an endpoint asks for. */
export async function readPermissions(): Promise<string[]> {
  const permissions = (await readExports()).flatMap(({ value }) =>
    [value, ...Object.values(Exports.safeParse(value).data ?? {})].flatMap(
      (candidate) => Endpoint.safeParse(candidate).data?.permission ?? [],
    ),
  )
  return [...new Set(permissions)]
    .filter((permission) => permission !== 'anyone' && permission !== 'signed_in')
    .sort()
}
