import * as z from 'zod'
import { CreateAccount } from '../access/account.schema.ts'
import { endpoint, timestamp } from '../contract.ts'

/** Where the unit tree of a new installation comes from. */
export const UnitSource = z.enum(['dalian', 'csv'])

const names = {
  nameZh: z.string().trim().min(1).max(60),
  nameEn: z.string().trim().min(1).max(120),
}

export const installations = {
  /** What this installation is: asked before anybody has signed in. */
  show: endpoint('GET', '/installation', {
    permission: 'anyone',
    input: z.object({}),
    output: z.object({
      kind: z.enum(['real', 'drill']).nullable(),
      nameZh: z.string().nullable(),
      nameEn: z.string().nullable(),
    }),
  }),
  /** The three steps of a first start, in one commit: the city and its units, its policies, its administrator. */
  establish: endpoint('POST', '/installation', {
    permission: 'anyone',
    input: z.object({
      /** Printed where the program was started, so that nobody else can be first. */
      setupCode: z.string().max(40),
      ...names,
      units: z.object({ source: UnitSource, text: z.string().max(8_000_000).optional() }),
      shippedPolicies: z.boolean(),
      administrator: CreateAccount.input.pick({ username: true, nameZh: true, nameEn: true }),
    }),
    output: z.object({ username: z.string(), initialPassword: z.string() }),
    secret: true,
  }),
  clock: endpoint('GET', '/installation/clock', {
    permission: 'signed_in',
    input: z.object({}),
    output: z.object({ now: timestamp, speed: z.int(), isDrill: z.boolean() }),
  }),
  setClock: endpoint('POST', '/installation/clock', {
    permission: 'installation.clock.set',
    input: z.object({ speed: z.int().min(0).max(3600) }),
    output: z.object({ now: timestamp, speed: z.int() }),
  }),
}
