import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TOTP, URI } from 'otpauth'
import type * as z from 'zod'
import { dispatch } from '../dispatch.ts'
import { openKeys } from '../keys.ts'
import type { TypedOperation } from '../module.ts'
import { type Desk, testApp, type TestApp } from '../testing/test-app.ts'
import { supplyAccess } from './access-parts.ts'
import { createAccount } from './account.service.ts'
import type { AccountId, PostName, UnitCode } from './contract.ts'
import { UnitCode as Code } from './contract.ts'
import { access } from './index.ts'
import { openSessions } from './session-store.ts'
import { confirmSecondFactor, signIn } from './sign-in.service.ts'

export const password = 'five-grey-herons'

/** An application with the access module alone, and an administrator at the desk. */
export async function accessApp(): Promise<TestApp & { readonly administrator: Desk }> {
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-keys-'))
  const app = await testApp(access, '2021-05-16T09:00:00+08:00')
  supplyAccess({ totpKey: openKeys(folder).sealingKey('totp'), grants: app.runtime.grants })
  return {
    ...app,
    administrator: await app.as('administrator'),
    async [Symbol.asyncDispose]() {
      rmSync(folder, { recursive: true })
      await app[Symbol.asyncDispose]()
    },
  }
}

export const unit = (code: string): UnitCode => Code.parse(code)

/** An account made by the administrator, as it is before its person has ever signed in. */
export function create(
  desk: Desk,
  username: string,
  seat: { readonly post: PostName; readonly unit: string } = {
    post: 'duty_officer',
    unit: '900001',
  },
): Promise<{ id: AccountId; initialPassword: string }> {
  return desk.call(createAccount, {
    username,
    nameZh: `${username}同志`,
    nameEn: `Comrade ${username}`,
    phone: null,
    post: seat.post,
    unitCode: unit(seat.unit),
  })
}

/** A call of somebody who has no session. */
export function outside<Input extends z.ZodType, Output extends z.ZodType>(
  app: TestApp,
  operation: TypedOperation<Input, Output>,
  input: z.input<Input>,
): Promise<z.output<Output>> {
  return dispatch(app.runtime, operation, { input, actor: null })
}

/** What the authenticator app shows, now or some seconds later. */
export function codeOf(provisioningUri: string, afterSeconds = 0): string {
  const totp = URI.parse(provisioningUri)
  if (!(totp instanceof TOTP)) throw new Error('not an address of a time-based code')
  return totp.generate({ timestamp: Date.now() + afterSeconds * 1000 })
}

/** The first sign-in up to the end: password replaced, second factor enrolled where the post decides. */
export async function arrive(
  app: TestApp,
  username: string,
  initialPassword: string,
): Promise<{ token: string; provisioningUri: string }> {
  const first = await outside(app, signIn, {
    username,
    password: initialPassword,
    newPassword: password,
  })
  if (first.state === 'signed_in') return { token: first.sessionToken, provisioningUri: '' }
  if (first.state !== 'enrol_second_factor') throw new Error(`the answer was ${first.state}`)
  const { provisioningUri } = first
  const code = codeOf(provisioningUri)
  const second = await outside(app, confirmSecondFactor, { username, password, code })
  if (second.state !== 'signed_in') throw new Error(`the answer was ${second.state}`)
  return { token: second.sessionToken, provisioningUri }
}

/** The desk behind a session, as the server finds it by the cookie. */
export async function deskOf(app: TestApp, token: string): Promise<Desk> {
  const session = await openSessions(app.runtime.pool, app.clock).resolve(token)
  if (!session) throw new Error('the session is not open')
  const { actor } = session
  return {
    actor,
    call: (operation, input, options = {}) =>
      dispatch(app.runtime, operation, {
        input,
        actor,
        idempotencyKey: randomUUID(),
        ...options,
      }),
  }
}

/** The ledger's word for how each act ended, oldest first. */
export async function recorded(app: TestApp): Promise<string[]> {
  const rows = await app.sql<{ subject_kind: string }>(
    'select subject_kind from ledger.pending order by at, id',
  )
  return rows.map(({ subject_kind: kind }) => kind)
}
