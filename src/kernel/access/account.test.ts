import { expect, test } from 'vitest'
import type { Desk } from '../testing/test-app.ts'
import { accessApp, arrive, create, outside, password, unit } from './access.fixture.ts'
import { listAccounts } from './account-list.service.ts'
import {
  closeAccount,
  correctAccount,
  createAccount,
  reopenAccount,
  resetPassword,
  resetSecondFactor,
  unlockAccount,
} from './account.service.ts'
import { addAppointment, endAppointment } from './appointment.service.ts'
import type { AccountId, PostName } from './contract.ts'
import { createFirstAdministrator, resetAtMachine } from './installation-door.service.ts'
import { signIn } from './sign-in.service.ts'

const names = { nameZh: '林某', nameEn: 'Lin', phone: null }
const seat = { username: 'lin', ...names, post: 'duty_officer', unitCode: unit('900001') } as const

const list = async (desk: Desk, search?: string) =>
  (await desk.call(listAccounts, { search })).rows.map(({ username }) => username)

test('the administrator makes an account with its first post; the password is told once', async () => {
  await using app = await accessApp()
  const { id, initialPassword } = await app.administrator.call(createAccount, seat)
  expect(initialPassword).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/)
  const { rows } = await app.administrator.call(listAccounts, { search: 'lin' })
  expect(rows).toMatchObject([
    { id, mustChange: true, appointments: [{ post: 'duty_officer', unitNameEn: 'Headquarters' }] },
  ])
  expect(JSON.stringify(rows)).not.toContain(initialPassword)
  expect(await app.ledger()).toEqual(['access.account.create'])
  expect(await app.outbox()).toEqual(['access.account.created'])
})

test('a taken name, a post where it means nothing and a closed unit are refused without a trace', async () => {
  await using app = await accessApp()
  await app.administrator.call(createAccount, seat)
  const refused = async (change: object, code: string) =>
    expect(app.administrator.call(createAccount, { ...seat, ...change })).rejects.toMatchObject({
      code,
    })
  await refused({}, 'access.account.username_taken')
  const other = { username: 'wang' }
  await refused({ ...other, post: 'street_officer' }, 'access.appointment.post_does_not_fit')
  await refused({ ...other, unitCode: '999999' }, 'kernel.not_found')
  await app.sql(`update access.unit set closed_at = now() where code = '900001'`)
  await refused(other, 'access.unit.closed')
  expect(await app.ledger()).toHaveLength(1)
})

test('whoever does not keep accounts is told who does', async () => {
  await using app = await accessApp()
  const { id } = await create(app.administrator, 'lin')
  const { appointmentId } = app.administrator.actor
  const commander = await app.as('commander')
  const one = { id }
  const denied = { status: 403, params: { posts: 'district_leader,administrator' } }
  const versioned = { id, version: 1 }
  const calls = [
    commander.call(listAccounts, {}),
    commander.call(createAccount, seat),
    commander.call(correctAccount, { ...versioned, ...names }),
    commander.call(closeAccount, versioned),
    commander.call(reopenAccount, versioned),
    commander.call(resetPassword, one),
    commander.call(resetSecondFactor, one),
    commander.call(unlockAccount, one),
    commander.call(addAppointment, { accountId: id, post: 'auditor', unitCode: unit('900001') }),
    commander.call(endAppointment, { id: appointmentId }),
  ]
  for (const call of calls) await expect(call).rejects.toMatchObject(denied)
})

test('accounts are found by name, user name, unit and post, page by page', async () => {
  await using app = await accessApp()
  await create(app.administrator, 'aaa')
  await create(app.administrator, 'bbb', { post: 'bureau_officer', unit: '900011' })
  await create(app.administrator, 'ccc')
  const desk = app.administrator
  expect(await list(desk, 'Health')).toEqual(['bbb'])
  expect(await list(desk, 'aaa同')).toEqual(['aaa'])
  expect(await list(desk, '%')).toEqual([])
  const byPost = await desk.call(listAccounts, { post: 'duty_officer', limit: 1 })
  expect(byPost.rows.map(({ username }) => username)).toEqual(['aaa'])
  const next = await desk.call(listAccounts, {
    post: 'duty_officer',
    limit: 1,
    after: byPost.next ?? '',
  })
  expect(next).toMatchObject({ rows: [{ username: 'ccc' }], next: null })
  expect((await desk.call(listAccounts, { unitCode: unit('900011') })).rows).toHaveLength(1)
})

test('names are corrected once: who saw an older version is told so', async () => {
  await using app = await accessApp()
  const { id } = await create(app.administrator, 'lin')
  const correct = (nameEn: string) =>
    app.administrator.call(correctAccount, { id, version: 1, ...names, nameEn })
  expect(await correct('Lin Yi')).toEqual({ id, version: 2 })
  await expect(correct('Lin Er')).rejects.toMatchObject({ code: 'kernel.stale_version' })
  expect(await list(app.administrator, 'Lin Yi')).toEqual(['lin'])
  expect(await app.ledger()).toHaveLength(2)
})

test('a closed account is not entered until it is open again', async () => {
  await using app = await accessApp()
  const { id, initialPassword } = await create(app.administrator, 'lin')
  await arrive(app, 'lin', initialPassword)
  await app.administrator.call(closeAccount, { id, version: 1 })
  const enter = () => outside(app, signIn, { username: 'lin', password })
  expect(await enter()).toMatchObject({ state: 'refused' })
  await expect(app.administrator.call(closeAccount, { id, version: 2 })).rejects.toMatchObject({
    code: 'access.account.is_closed',
  })
  await app.administrator.call(reopenAccount, { id, version: 2 })
  expect(await enter()).toMatchObject({ state: 'signed_in' })
  await expect(app.administrator.call(reopenAccount, { id, version: 3 })).rejects.toMatchObject({
    code: 'access.account.is_open',
  })
})

test('of two administrators who close each other at once one stays', async () => {
  await using app = await accessApp()
  const other = await app.as('administrator')
  const close = (desk: Desk, id: AccountId) => desk.call(closeAccount, { id, version: 1 })
  const outcomes = await Promise.allSettled([
    close(app.administrator, other.actor.accountId),
    close(other, app.administrator.actor.accountId),
  ])
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(outcomes).toContainEqual(
    expect.objectContaining({
      reason: expect.objectContaining({ code: 'access.account.last_administrator' }),
    }),
  )
})

test('a reset gives a new initial password, takes off the lock and the second factor, and ends sessions', async () => {
  await using app = await accessApp()
  const { id, initialPassword } = await create(app.administrator, 'zhou', {
    post: 'commander',
    unit: '900001',
  })
  await arrive(app, 'zhou', initialPassword)
  await app.sql('update access.credential set failed_count = 5')
  await app.administrator.call(unlockAccount, { id })
  expect(await app.sql('select from access.credential where failed_count = 0')).toHaveLength(1)
  await app.administrator.call(resetSecondFactor, { id })
  const enrols = await outside(app, signIn, { username: 'zhou', password })
  expect(enrols).toMatchObject({ state: 'enrol_second_factor' })
  const reset = await app.administrator.call(resetPassword, { id })
  expect(await outside(app, signIn, { username: 'zhou', password })).toMatchObject({
    reason: 'wrong',
  })
  const entry = { username: 'zhou', password: reset.initialPassword }
  expect(await outside(app, signIn, entry)).toMatchObject({ state: 'change_password' })
  expect(await app.sql('select from access.session where ended_at is null')).toHaveLength(0)
  const { accountId } = app.administrator.actor
  const own = { code: 'access.account.own' }
  await expect(app.administrator.call(resetPassword, { id: accountId })).rejects.toMatchObject(own)
  await expect(app.administrator.call(resetSecondFactor, { id: accountId })).rejects.toMatchObject(
    own,
  )
})

test('a post is held once at a unit; nobody ends the own last one, nor the last administrator’s', async () => {
  await using app = await accessApp()
  const { id } = await create(app.administrator, 'lin')
  const give = (accountId: AccountId, post: PostName) =>
    app.administrator.call(addAppointment, { accountId, post, unitCode: unit('900001') })
  await expect(give(id, 'duty_officer')).rejects.toMatchObject({
    code: 'access.appointment.held_already',
  })
  const { accountId, appointmentId } = app.administrator.actor
  const end = () => app.administrator.call(endAppointment, { id: appointmentId })
  await expect(end()).rejects.toMatchObject({ code: 'access.appointment.own_last' })
  await give(accountId, 'auditor')
  await expect(end()).rejects.toMatchObject({ code: 'access.account.last_administrator' })
  await give(id, 'administrator')
  expect(await end()).toEqual({ id: appointmentId })
  await expect(end()).rejects.toMatchObject({ code: 'access.appointment.ended_already' })
})

test('a district leader keeps the accounts of the own district and gives no post that decides', async () => {
  await using app = await accessApp()
  const east = await app.as('district_leader')
  const { id } = await create(east, 'dong', { post: 'street_officer', unit: '210091001' })
  const west = await create(app.administrator, 'xi', { post: 'street_officer', unit: '210092001' })
  await create(app.administrator, 'hq')
  const own = `u${east.actor.accountId.slice(0, 8)}`
  expect(await list(east)).toEqual(['dong', own])
  const outsideArea = { code: 'access.account.outside_area' }
  await expect(
    create(east, 'more', { post: 'street_officer', unit: '210092001' }),
  ).rejects.toMatchObject(outsideArea)
  await expect(
    create(east, 'more', { post: 'district_leader', unit: '210091' }),
  ).rejects.toMatchObject(outsideArea)
  await expect(east.call(resetPassword, { id: west.id })).rejects.toMatchObject({ status: 404 })
  await east.call(resetPassword, { id })
  const unitCode = unit('900001')
  await app.administrator.call(addAppointment, { accountId: id, post: 'administrator', unitCode })
  await expect(east.call(resetPassword, { id })).rejects.toMatchObject(outsideArea)
})

test('an empty installation gets one first administrator, and a lost password is replaced at the machine', async () => {
  await using app = await accessApp()
  const { runtime } = app
  const first = { username: 'root', ...names, unitCode: unit('900001') }
  await expect(createFirstAdministrator(runtime, first)).rejects.toMatchObject({
    code: 'access.account.administrator_exists',
  })
  await app.sql('update access.account set closed_at = now()')
  await expect(
    createFirstAdministrator(runtime, { ...first, username: '1' }),
  ).rejects.toMatchObject({ fields: [{ path: 'username' }] })
  const made = await Promise.allSettled([
    createFirstAdministrator(runtime, first),
    createFirstAdministrator(runtime, { ...first, username: 'root2' }),
  ])
  const winners = made.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  expect(winners).toHaveLength(1)
  const winner = winners[0]
  if (!winner) throw new Error('nobody became administrator')
  const { username, initialPassword } = winner
  await arrive(app, username, initialPassword)
  await resetAtMachine(runtime, { username, secondFactor: true })
  expect(await outside(app, signIn, { username, password })).toMatchObject({ reason: 'wrong' })
  const subjects = await app.ledger()
  expect(subjects).toContain('access.account.create_first')
  expect(subjects).toContain('access.account.reset_at_machine')
})
