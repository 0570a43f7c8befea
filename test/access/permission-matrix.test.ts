import { expect, test } from 'vitest'
import * as z from 'zod'
import type { PostName } from '#kernel/access/contract.ts'
import { postNames } from '#kernel/access/posts.ts'
import { dispatch } from '#kernel/dispatch.ts'
import { modules } from '../../src/app.ts'
import { openHttpCity, operations, requestOf } from './http-city.ts'

const Problem = z.object({
  status: z.int(),
  code: z.string(),
  params: z.record(z.string(), z.unknown()),
})

const Refusal = z.object({
  code: z.literal('kernel.access.not_permitted'),
  params: z.object({ posts: z.string() }),
})

// Read from the modules' own tables, not through the lookup that the server uses.
const holders = (permission: string): PostName[] =>
  postNames.filter((post) => modules.some(({ access }) => access[post].includes(permission)))

const guarded = operations.filter(
  ({ operation }) => !['anyone', 'signed_in'].includes(operation.endpoint.permission),
)

test('every permission that a call asks for is held by some post, and every one granted is asked for', () => {
  const asked = new Set(guarded.map(({ operation }) => operation.endpoint.permission))
  expect([...asked].filter((permission) => holders(permission).length === 0)).toEqual([])
  const granted = modules.flatMap(({ access }) => postNames.flatMap((post) => access[post]))
  expect([...new Set(granted)].filter((one) => ![...asked].some((has) => has === one))).toEqual([])
})

test('a call without the permission is refused and says which posts hold it; with it, never', async () => {
  await using city = await openHttpCity()
  const wrong: string[] = []
  let refused = 0
  for (const post of postNames) {
    const desk = await city.app.as(post)
    for (const { name, operation } of guarded) {
      const { permission } = operation.endpoint
      const may = holders(permission)
      // Nothing is given, so that whoever may do it changes nothing: the permission is looked at first.
      const call = { input: undefined, actor: desk.actor, idempotencyKey: 'matrix-0001' }
      const error: unknown = await dispatch(city.app.runtime, operation, call).then(
        () => null,
        (thrown: unknown) => thrown,
      )
      const said = Problem.safeParse(error).data
      const isRefused = said?.code === 'kernel.access.not_permitted'
      if (isRefused) refused += 1
      if (isRefused === may.includes(post)) wrong.push(`${post} ${name}: ${said?.code}`)
      if (isRefused && (said.status !== 403 || said.params['posts'] !== may.join(',')))
        wrong.push(`${post} ${name} is told ${JSON.stringify(said)}`)
    }
  }
  expect(wrong).toEqual([])
  expect(refused).toBeGreaterThan(postNames.length)
})

test('the same matrix over HTTP, each post with a session of its own', async () => {
  await using city = await openHttpCity()
  const wrong: string[] = []
  for (const post of postNames) {
    const seat = await city.sit(post)
    for (const { name, operation } of guarded) {
      const may = holders(operation.endpoint.permission)
      const answer = await city.inject(requestOf(operation.endpoint, {}, seat))
      const problem = Refusal.safeParse(JSON.parse(answer.body)).data
      const told = `${post} ${name}: ${answer.status} ${answer.body}`
      const isRefused = answer.status === 403 && problem?.params.posts === may.join(',')
      const isLetIn = !problem && ![401, 403].includes(answer.status) && answer.status < 500
      if (may.includes(post) ? !isLetIn : !isRefused) wrong.push(told)
    }
  }
  expect(wrong).toEqual([])
})

test('what is about oneself answers every post, and ends with the session', async () => {
  await using city = await openHttpCity()
  const own = operations.filter(({ operation }) => operation.endpoint.permission === 'signed_in')
  const wrong: string[] = []
  for (const post of postNames) {
    let seat = await city.sit(post)
    for (const { name, operation } of own) {
      const answer = await city.inject(requestOf(operation.endpoint, {}, seat))
      if ([401, 403].includes(answer.status) || answer.status >= 500)
        wrong.push(`${post} ${name}: ${answer.status}`)
      if (operation.endpoint.method === 'DELETE') seat = await city.renew(seat)
    }
  }
  expect(wrong).toEqual([])
})

test('without a session everything but what anyone may call asks to sign in', async () => {
  await using city = await openHttpCity()
  const wrong: string[] = []
  const stale = { token: 'bm9ib2R5J3MgdG9rZW4' }
  for (const { name, operation } of operations) {
    const isOpen = operation.endpoint.permission === 'anyone'
    for (const seat of [undefined, stale, { token: '' }]) {
      const answer = await city.inject(requestOf(operation.endpoint, {}, seat))
      if (isOpen ? [401, 403, 404].includes(answer.status) : answer.status !== 401)
        wrong.push(`${name}: ${answer.status} ${answer.body}`)
    }
  }
  expect(wrong).toEqual([])
  expect((await city.inject({ method: 'GET', url: '/api/live' })).status).toBe(401)
  const open = operations.filter(({ operation }) => operation.endpoint.permission === 'anyone')
  expect(open.map(({ name }) => name)).toEqual([
    'GET /installation',
    'POST /installation',
    'POST /access/sign-in',
    'POST /access/second-factor/confirm',
  ])
})
