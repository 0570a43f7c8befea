import { randomUUID } from 'node:crypto'
import { TOTP, URI } from 'otpauth'
import * as z from 'zod'
import { waitUntil } from '#kernel/db/embedded/running-process.ts'
import type { Program } from './program.ts'

const password = 'seven-quiet-herons'

/** The unit tree of a small city: a headquarters, two districts with a street each, a group that verifies. */
const unitCsv = [
  'code,parent,kind,zh,en,scope_district,scope_street,covers',
  '210000,,city,试城,Testcity,210000,,',
  '900001,210000,hq,总指挥部,Headquarters,900001,,',
  '210091,900001,district,东区,East District,210091,,',
  '210092,900001,district,西区,West District,210092,,',
  '210091001,210091,street,东一街道,East First Subdistrict,210091,210091001,',
  '210092001,210092,street,西一街道,West First Subdistrict,210092,210092001,',
].join('\n')

const Token = z.string().regex(/^bulwark_session=[^;]+/)
const Answer = z.record(z.string(), z.unknown())
const Created = z.object({ username: z.string().optional(), initialPassword: z.string() })

export interface Reply {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly cookie: string | null
}

/** One request as a browser makes it; it throws when nobody answers. */
export async function ask(
  base: string,
  asked: {
    readonly method?: string
    readonly path: string
    readonly body?: object
    readonly key?: string
    readonly cookie?: string
  },
): Promise<Reply> {
  const response = await fetch(`${base}/api${asked.path}`, {
    method: asked.method ?? (asked.body ? 'POST' : 'GET'),
    headers: {
      'content-type': 'application/json',
      'idempotency-key': asked.key ?? randomUUID(),
      ...(asked.cookie && { cookie: asked.cookie }),
    },
    ...(asked.body && { body: JSON.stringify(asked.body) }),
    signal: AbortSignal.timeout(20_000),
  })
  const set = Token.safeParse(response.headers.get('set-cookie'))
  const body = Answer.parse(await response.json())
  return { status: response.status, body, cookie: set.data?.split(';')[0] ?? null }
}

/** The people of the test, by the cookie each browser holds. */
export interface People {
  readonly administrator: string
  readonly commander: string
  readonly east: string
  readonly west: string
}

/** Sets a new installation up and lets everybody sign in for the first time, all through the API. */
export async function settle(program: Program): Promise<People> {
  const { base } = program
  const code = () => /code\s+(\d{8})/.exec(program.said())?.[1]
  // The banner follows a moment after the first answer.
  await waitUntil(async () => code() !== undefined, 10_000)
  const setupCode = code()
  const made = await ask(base, {
    path: '/installation',
    body: {
      setupCode,
      nameZh: '试城',
      nameEn: 'Testcity',
      units: { source: 'csv', text: unitCsv },
      shippedPolicies: true,
      administrator: { username: 'keeper', nameZh: '管理员', nameEn: 'Keeper' },
    },
  })
  if (made.status !== 200) throw new Error(`the set-up was refused: ${JSON.stringify(made.body)}`)
  const administrator = await enter(base, 'keeper', Created.parse(made.body).initialPassword)
  const account = async (username: string, post: string, unitCode: string) => {
    const names = { nameZh: `${username}同志`, nameEn: `Comrade ${username}`, phone: null }
    const body = { username, ...names, post, unitCode }
    const created = await ask(base, { path: '/access/accounts', body, cookie: administrator })
    return enter(base, username, Created.parse(created.body).initialPassword)
  }
  return {
    administrator,
    commander: await account('leader', 'commander', '900001'),
    east: await account('easterner', 'street_officer', '210091001'),
    west: await account('westerner', 'street_officer', '210092001'),
  }
}

async function enter(base: string, username: string, initial: string): Promise<string> {
  const given = { username, password: initial, newPassword: password }
  const first = await ask(base, { path: '/access/sign-in', body: given })
  if (first.cookie) return first.cookie
  const { provisioningUri } = z.object({ provisioningUri: z.string() }).parse(first.body)
  const totp = URI.parse(provisioningUri)
  if (!(totp instanceof TOTP)) throw new Error('no time-based code')
  const body = { username, password, code: totp.generate() }
  const second = await ask(base, { path: '/access/second-factor/confirm', body })
  if (!second.cookie) throw new Error(`no session for ${username}: ${JSON.stringify(second.body)}`)
  return second.cookie
}
