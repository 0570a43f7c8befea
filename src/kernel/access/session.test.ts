import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { ownerClient } from '../db/pool.ts'
import {
  accessApp,
  arrive,
  create,
  deskOf,
  outside,
  password,
  recorded,
  unit,
} from './access.fixture.ts'
import { closeAccount } from './account.service.ts'
import { addAppointment, endAppointment } from './appointment.service.ts'
import type { AppointmentId } from './contract.ts'
import { AppointmentId as Appointment } from './contract.ts'
import { createDemoSession } from './installation-door.service.ts'
import { openSessions } from './session-store.ts'
import {
  endOtherSessions,
  endSession,
  listSessions,
  showSession,
  signOut,
  switchAppointment,
} from './session.service.ts'
import { signIn } from './sign-in.service.ts'

type App = Awaited<ReturnType<typeof accessApp>>

async function signedIn(app: App) {
  const { id, initialPassword } = await create(app.administrator, 'lin', {
    post: 'district_officer',
    unit: '210091',
  })
  const { token } = await arrive(app, 'lin', initialPassword)
  return { id, token, desk: await deskOf(app, token) }
}

function addPost(app: App, accountId: string, post: 'commander' | 'duty_officer') {
  const unitCode = unit('900001')
  return app.administrator.call(addAppointment, { accountId, post, unitCode })
}

test('the session names the person, the post, the area and what may be done', async () => {
  await using app = await accessApp()
  const { id, desk } = await signedIn(app)
  await app.sql(
    `insert into kernel.installation values (true, '${randomUUID()}', 'drill', '演练市', 'Drill city', now())`,
  )
  expect(await desk.call(showSession, {})).toMatchObject({
    account: { id, username: 'lin' },
    appointment: { post: 'district_officer', unit: { code: '210091', nameEn: 'East District' } },
    reach: 'area',
    districts: [210091],
    permissions: [],
    installation: { kind: 'drill', nameEn: 'Drill city' },
    clock: { now: new Date('2021-05-16T01:00:00Z'), speed: 1 },
    secondFactor: { enrolled: false, inSession: false },
  })
  const { permissions } = await app.administrator.call(showSession, {})
  expect(permissions).toContain('access.unit.import')
})

test('another own post is taken in one tap; one that decides needs the second factor', async () => {
  await using app = await accessApp()
  const { id, token, desk } = await signedIn(app)
  const duty = await addPost(app, id, 'duty_officer')
  const commander = await addPost(app, id, 'commander')
  await desk.call(switchAppointment, { appointmentId: duty.id })
  const now = await deskOf(app, token)
  expect(now.actor).toMatchObject({ post: 'duty_officer', scope: { kind: 'city' } })
  expect((await now.call(showSession, {})).appointments).toHaveLength(3)
  await expect(now.call(switchAppointment, { appointmentId: commander.id })).rejects.toMatchObject({
    code: 'access.session.second_factor_needed',
  })
  const strangers = Appointment.parse(app.administrator.actor.appointmentId)
  await expect(now.call(switchAppointment, { appointmentId: strangers })).rejects.toMatchObject({
    status: 404,
  })
  expect((await recorded(app)).at(-1)).toBe('session.switched')
})

test('a session that is left ends, and its cookie is taken away', async () => {
  await using app = await accessApp()
  const { token, desk } = await signedIn(app)
  expect(await desk.call(signOut, {})).toEqual({ sessionToken: null })
  await expect(deskOf(app, token)).rejects.toThrow('not open')
  expect((await recorded(app)).at(-1)).toBe('session.signed_out')
  await expect(app.administrator.call(signOut, {})).rejects.toMatchObject({ status: 404 })
})

test('one sees and ends the own other sessions, and nobody else’s', async () => {
  await using app = await accessApp()
  const { desk } = await signedIn(app)
  const phone = { username: 'lin', password, device: 'Phone' }
  await outside(app, signIn, phone)
  await outside(app, signIn, phone)
  const [newest, , oldest] = await desk.call(listSessions, {})
  expect(newest).toMatchObject({ device: 'Phone', current: false })
  expect(oldest).toMatchObject({ device: null, current: true })
  const id = newest?.id ?? ''
  await expect(app.administrator.call(endSession, { id })).rejects.toMatchObject({ status: 404 })
  await desk.call(endSession, { id })
  expect(await desk.call(endOtherSessions, {})).toEqual({ endedSessions: 1 })
  expect(await desk.call(listSessions, {})).toHaveLength(1)
})

test('a session ended in one process is refused in another as soon as it hears of it', async () => {
  await using app = await accessApp()
  const { id, token, desk } = await signedIn(app)
  const other = openSessions(app.runtime.pool, app.clock)
  const listener = ownerClient(app.connection)
  await listener.connect()
  await listener.query('listen bulwark_access')
  listener.on('notification', ({ payload }) => other.forget(payload ?? '*'))
  expect(await other.resolve(token)).toMatchObject({ actor: { accountId: id } })
  const heard = once(listener, 'notification')
  await desk.call(signOut, {})
  await heard
  expect(await other.resolve(token)).toBeNull()
  await listener.end()
})

test('a store asks the database once in half a minute, and forgets one account or all', async () => {
  await using app = await accessApp()
  const { id, token } = await signedIn(app)
  let at = new Date()
  const store = openSessions(app.runtime.pool, { real: () => at })
  await store.resolve(token)
  await app.sql('update access.session set ended_at = now()')
  expect(await store.resolve(token)).not.toBeNull()
  store.forget(randomUUID())
  expect(await store.resolve(token)).not.toBeNull()
  at = new Date(at.getTime() + 31_000)
  expect(await store.resolve(token)).toBeNull()
  await app.sql('update access.session set ended_at = null')
  await store.resolve(token)
  await app.sql('update access.session set ended_at = now()')
  store.forget(id)
  expect(await store.resolve(token)).toBeNull()
})

test('a session ends after twelve idle hours, and after a day in any case', async () => {
  await using app = await accessApp()
  const { token } = await signedIn(app)
  const opened = Date.now()
  const asOf = (hours: number) =>
    openSessions(app.runtime.pool, { real: () => new Date(opened + hours * 3_600_000) })
  expect(await asOf(12.1).resolve(token)).toBeNull()
  expect(await asOf(11).resolve(token)).not.toBeNull()
  expect(await asOf(22).resolve(token)).not.toBeNull()
  expect(await asOf(24.1).resolve(token)).toBeNull()
})

test('a session ends with its post and with its account', async () => {
  await using app = await accessApp()
  const { id, desk, token } = await signedIn(app)
  const duty = await addPost(app, id, 'duty_officer')
  await app.administrator.call(endAppointment, { id: desk.actor.appointmentId })
  await expect(deskOf(app, token)).rejects.toThrow('not open')
  const again = await outside(app, signIn, { username: 'lin', password })
  if (again.state !== 'signed_in') throw new Error(again.state)
  expect(again.appointmentId).toBe(duty.id)
  await app.administrator.call(closeAccount, { id, version: 1 })
  await expect(deskOf(app, again.sessionToken)).rejects.toThrow('not open')
  expect(await outside(app, signIn, { username: 'lin', password })).toMatchObject({
    reason: 'wrong',
  })
})

test('a post is entered without a password in a drill, never in a real installation', async () => {
  await using app = await accessApp()
  const { appointmentId } = (await app.as('commander')).actor
  const enter = (wanted: AppointmentId) => createDemoSession(app.runtime, wanted)
  await expect(enter(appointmentId)).rejects.toMatchObject({ code: 'access.session.drill_only' })
  await app.sql(
    `insert into kernel.installation values (true, '${randomUUID()}', 'real', '市', 'City', now())`,
  )
  await expect(enter(appointmentId)).rejects.toMatchObject({ status: 403 })
  expect(await app.sql('select from access.session')).toHaveLength(0)
  await app.sql(`update kernel.installation set kind = 'drill'`)
  const { sessionToken } = await enter(appointmentId)
  expect((await deskOf(app, sessionToken)).actor.post).toBe('commander')
  expect(await app.ledger()).toEqual(['access.session.open_in_drill'])
})
