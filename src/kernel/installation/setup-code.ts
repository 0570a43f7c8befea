import { randomInt } from 'node:crypto'

let code: string | null = null

/** Shown only where the program was started, and asked for by the set-up page: eight digits, until restart. */
export function setupCode(): string {
  code ??= String(randomInt(10_000_000, 100_000_000))
  return code
}
