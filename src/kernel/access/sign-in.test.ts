import { expect, test } from 'vitest'
import {
  accessApp,
  arrive,
  codeOf,
  create,
  deskOf,
  outside,
  password,
  recorded,
} from './access.fixture.ts'
import { openAddressLimit } from './address-limit.ts'
import { pauseSeconds } from './lock-out.ts'
import { checkPassword } from './password.ts'
import { openSessions } from './session-store.ts'
import { changePassword, confirmSecondFactor, signIn } from './sign-in.service.ts'

test('a duty officer replaces the initial password and is signed in, once and recorded', async () => {
  await using app = await accessApp()
  const { initialPassword } = await create(app.administrator, 'lin')
  const asked = await outside(app, signIn, { username: 'lin', password: initialPassword })
  expect(asked).toEqual({ state: 'change_password', codeNeeded: false })
  const { token } = await arrive(app, 'LIN ', initialPassword)
  const session = await openSessions(app.runtime.pool, app.clock).resolve(token)
  expect(session).toMatchObject({ secondFactor: false, actor: { nameEn: 'Comrade lin' } })
  expect(await outside(app, signIn, { username: 'lin', password: initialPassword })).toMatchObject({
    reason: 'wrong',
  })
  expect(await recorded(app)).toEqual([
    'id',
    'account.password_given',
    'account.signed_in',
    'account.refused',
  ])
})

test('neither a password nor a token is readable in the tables', async () => {
  await using app = await accessApp()
  const { initialPassword } = await create(app.administrator, 'lin')
  const { token } = await arrive(app, 'lin', initialPassword)
  const [row] = await app.sql<{ all: string }>(
    `select string_agg(c::text, '') || string_agg(s::text, '') as all from access.credential c, access.session s`,
  )
  expect(row?.all).toContain('$argon2id$')
  expect(row?.all).not.toContain(password)
  expect(row?.all).not.toContain(token)
})

test('a wrong password and an unknown name are answered and paused the same', async () => {
  await using app = await accessApp()
  await create(app.administrator, 'lin')
  const tries = async (username: string) => {
    const answers: unknown[] = []
    for (let i = 0; i < 7; i += 1) {
      answers.push(await outside(app, signIn, { username, password: 'not this one' }))
    }
    return answers
  }
  const known = await tries('lin')
  expect(await tries('nobody')).toEqual(known)
  expect(known[3]).toEqual({ state: 'refused', reason: 'wrong', waitSeconds: 0 })
  expect(known[4]).toEqual({ state: 'refused', reason: 'wrong', waitSeconds: 60 })
  expect(known[6]).toMatchObject({ state: 'refused', reason: 'locked' })
  expect((await recorded(app)).filter((kind) => kind === 'account.locked')).toHaveLength(2)
})

test('a locked account refuses the right password until its time is over, then pauses longer', async () => {
  await using app = await accessApp()
  const { initialPassword } = await create(app.administrator, 'lin')
  await arrive(app, 'lin', initialPassword)
  const wrong = () => outside(app, signIn, { username: 'lin', password: 'not this one' })
  for (let i = 0; i < 5; i += 1) await wrong()
  const right = () => outside(app, signIn, { username: 'lin', password })
  expect(await right()).toMatchObject({ reason: 'locked' })
  const timePasses = `update access.credential set locked_until = now() - interval '1 second'`
  await app.sql(timePasses)
  expect(await wrong()).toMatchObject({ reason: 'wrong', waitSeconds: 120 })
  await app.sql(timePasses)
  expect(await right()).toMatchObject({ state: 'signed_in' })
  expect(await wrong()).toMatchObject({ waitSeconds: 0 })
})

test('pauses double from a minute to an hour', () => {
  expect([4, 5, 6, 7, 10, 11, 99].map(pauseSeconds)).toEqual([0, 60, 120, 240, 1920, 3600, 3600])
})

test('a commander enrols a second factor before the first session, and needs it from then on', async () => {
  await using app = await accessApp()
  const seat = { post: 'commander', unit: '900001' } as const
  const { initialPassword } = await create(app.administrator, 'zhou', seat)
  const { provisioningUri, token } = await arrive(app, 'zhou', initialPassword)
  expect(await openSessions(app.runtime.pool, app.clock).resolve(token)).toMatchObject({
    secondFactor: true,
  })
  const again = { username: 'zhou', password }
  expect(await outside(app, signIn, again)).toEqual({ state: 'code_needed' })
  const old = await outside(app, signIn, { ...again, code: codeOf(provisioningUri) })
  expect(old).toMatchObject({ reason: 'code_used' })
  const code = codeOf(provisioningUri, 30)
  expect(await outside(app, signIn, { ...again, code })).toMatchObject({ state: 'signed_in' })
  const [row] = await app.sql<{ totp_sealed: Buffer }>('select totp_sealed from access.credential')
  const secret = new URL(provisioningUri).searchParams.get('secret')
  expect(row?.totp_sealed.toString('latin1')).not.toContain(secret)
})

test('an enrolment is not confirmed by a wrong code, and wrong codes lock like wrong passwords', async () => {
  await using app = await accessApp()
  const seat = { post: 'commander', unit: '900001' } as const
  const { initialPassword } = await create(app.administrator, 'zhou', seat)
  const first = { username: 'zhou', password: initialPassword, newPassword: password }
  expect(await outside(app, signIn, first)).toMatchObject({ state: 'enrol_second_factor' })
  const guess = { username: 'zhou', password, code: '000000' }
  for (let i = 0; i < 4; i += 1) await outside(app, confirmSecondFactor, guess)
  expect(await outside(app, confirmSecondFactor, guess)).toEqual({
    state: 'refused',
    reason: 'code_wrong',
    waitSeconds: 60,
  })
  expect(await app.sql('select from access.session')).toHaveLength(0)
})

test('of two sign-ins at once with the same code one wins', async () => {
  await using app = await accessApp()
  const seat = { post: 'commander', unit: '900001' } as const
  const { initialPassword } = await create(app.administrator, 'zhou', seat)
  const { provisioningUri } = await arrive(app, 'zhou', initialPassword)
  const entry = { username: 'zhou', password, code: codeOf(provisioningUri, 30) }
  const answers = await Promise.all([outside(app, signIn, entry), outside(app, signIn, entry)])
  expect(answers.map(({ state }) => state).sort()).toEqual(['refused', 'signed_in'])
})

test('an initial password is void after seven days, and weak new ones are refused without a trace', async () => {
  await using app = await accessApp()
  const { initialPassword } = await create(app.administrator, 'lin')
  const entry = { username: 'lin', password: initialPassword }
  await expect(
    outside(app, signIn, { ...entry, newPassword: 'password123' }),
  ).rejects.toMatchObject({ code: 'access.password.too_common' })
  expect(await recorded(app)).toEqual(['id'])
  await app.sql(`update access.credential set changed_at = now() - interval '8 days'`)
  expect(await outside(app, signIn, entry)).toMatchObject({ reason: 'initial_expired' })
})

test('what is guessed first is no password', () => {
  const refusalOf = (text: string) => {
    try {
      checkPassword(text, 'zhouhaining')
      return null
    } catch (error) {
      return error instanceof Error ? error.message : error
    }
  }
  expect(refusalOf('short-1')).toBe('access.password.too_short')
  expect(refusalOf('ZhouHaining!')).toBe('access.password.is_username')
  expect(refusalOf('P@ssw0rd2021')).toBe('access.password.too_common')
  expect(refusalOf('aaaabbbbcccc')).toBe('access.password.too_common')
  expect(refusalOf('雨后的石板路很滑要小心')).toBeNull()
})

test('a changed password ends the other sessions; a wrong old one changes nothing and counts', async () => {
  await using app = await accessApp()
  const { initialPassword } = await create(app.administrator, 'lin')
  const { token } = await arrive(app, 'lin', initialPassword)
  await outside(app, signIn, { username: 'lin', password })
  const desk = await deskOf(app, token)
  const next = 'seven-white-cranes'
  expect(await desk.call(changePassword, { current: 'not this one', next })).toEqual({
    state: 'refused',
    reason: 'wrong',
    waitSeconds: 0,
  })
  expect(await app.sql('select from access.credential where failed_count = 1')).toHaveLength(1)
  await expect(desk.call(changePassword, { current: password, next: 'lin' })).rejects.toMatchObject(
    { code: 'access.password.too_short' },
  )
  expect(await desk.call(changePassword, { current: password, next })).toEqual({
    state: 'changed',
    endedSessions: 1,
  })
  expect(await outside(app, signIn, { username: 'lin', password: next })).toMatchObject({
    state: 'signed_in',
  })
})

test('one address runs out of attempts and gets them back in time; a sign-in that succeeds is free', () => {
  let now = new Date('2021-05-16T01:00:00Z')
  const limit = openAddressLimit({ real: () => now })
  for (let i = 0; i < 60; i += 1) expect(limit.take('10.0.0.1')).toBe(0)
  expect(limit.take('10.0.0.1')).toBe(600)
  expect(limit.take('10.0.0.2')).toBe(0)
  limit.giveBack('10.0.0.1')
  expect(limit.take('10.0.0.1')).toBe(0)
  now = new Date('2021-05-16T01:10:00Z')
  expect(limit.take('10.0.0.1')).toBe(0)
})
