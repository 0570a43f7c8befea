import type { Sealer } from '../keys.ts'
import type { Grants } from '../runtime.ts'

/** What this module gets from the house at start: the key of the second factors, and who may do what. */
export interface AccessParts {
  readonly totpKey: Sealer
  readonly grants: Grants
}

let given: AccessParts | null = null

/** Called once at start, before the first request is served. */
export function supplyAccess(parts: AccessParts): void {
  given = parts
}

export function accessParts(): AccessParts {
  if (!given) throw new Error('access was not supplied with its key and its grants at start')
  return given
}
