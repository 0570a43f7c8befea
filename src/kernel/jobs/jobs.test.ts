import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { grant } from '../access/grant.ts'
import { inTransaction } from '../db/transact.ts'
import { defineModule, type Module } from '../module.ts'
import { retype } from '../retype.ts'
import { testApp, type TestApp } from '../testing/test-app.ts'
import { writeAtMachine } from '../write-at-machine.ts'
import { runJobs } from './jobs.ts'
import { workTransaction } from './reaction.ts'
import { runCheck, standingChecks } from './standing-checks.ts'
import { tidyUp } from './tidy.ts'
import { runTimers } from './timers.ts'
import { runRounds, startWorker } from './worker.ts'

interface Tables {
  'sample.done': { id: string; what: string }
}

const { reaction, check } = defineModule<Tables>()

const record = reaction('sample.record', async ({ tx }, payload) => {
  await tx
    .insertInto('sample.done')
    .values({ id: randomUUID(), what: String(payload['what'] ?? payload['subjectId']) })
    .execute()
  if (payload['fails']) throw new Error('the second half failed')
})

const again = reaction('sample.again', async (ctx, payload) => {
  await ctx.tx.insertInto('sample.done').values({ id: randomUUID(), what: 'again' }).execute()
  await ctx.arm('sample.again', String(payload['subjectId']), {
    dueAt: new Date(ctx.now.getTime() + 3_600_000),
  })
})

const noGhosts = check('sample.no_ghosts', {
  plant: async ({ tx }) => {
    const id = randomUUID()
    await tx.insertInto('sample.done').values({ id, what: 'ghost' }).execute()
    return id
  },
  find: ({ tx }) => tx.selectFrom('sample.done').select('id').where('what', '=', 'ghost').execute(),
})

const blind = check('sample.blind', { plant: async () => randomUUID(), find: async () => [] })

const sample: Module = {
  name: 'sample',
  operations: [],
  access: grant({}),
  jobs: [record],
  timers: [record, again],
  checks: [noGhosts],
}

const quiet = { info: () => {}, error: () => {} }

async function sampleApp(module: Module = sample): Promise<TestApp> {
  const app = await testApp(module, '2021-05-16T09:00:00+08:00')
  await app.sql(`create schema sample; grant usage on schema sample to bulwark_work;
    create table sample.done (id uuid primary key, what text not null);
    select kernel.protect_inner('sample.done')`)
  return app
}

const enqueue = (app: TestApp, payload: Record<string, unknown>) =>
  writeAtMachine(app.runtime, 'sample.test', async (ctx) => ctx.enqueue('sample.record', payload))
const arm = (app: TestApp, timer: string, minutes: number) =>
  writeAtMachine(app.runtime, 'sample.test', (ctx) =>
    ctx.arm(timer, randomUUID(), { dueAt: new Date(ctx.now.getTime() + minutes * 60_000) }),
  )
const done = (app: TestApp) => app.sql<{ what: string }>('select what from sample.done')

test('two workers run each of a hundred jobs once', async () => {
  await using app = await sampleApp()
  for (let i = 0; i < 100; i += 1) await enqueue(app, { what: String(i) })
  await Promise.all([
    runJobs(app.runtime, quiet),
    runJobs(app.runtime, quiet),
    runJobs(app.runtime, quiet),
  ])
  const whats = (await done(app)).map(({ what }) => Number(what)).sort((a, b) => a - b)
  expect(whats).toEqual(Array.from({ length: 100 }, (_, i) => i))
})

test('a job that fails leaves nothing of itself, is tried again later and in the end waits for a person', async () => {
  await using app = await sampleApp()
  await enqueue(app, { what: 'half', fails: true })
  await runJobs(app.runtime, quiet)
  expect(await done(app)).toEqual([])
  for (let i = 0; i < 12; i += 1) {
    await app.sql(`update kernel.job set run_at = 'epoch'`)
    await runJobs(app.runtime, quiet)
  }
  expect(await app.sql('select attempts, failed_at is not null as waits from kernel.job')).toEqual([
    { attempts: 12, waits: true },
  ])
})

test('a worker that dies in the middle of a job gives it back at once', async () => {
  await using app = await sampleApp()
  await enqueue(app, { what: 'once' })
  const client = await app.runtime.pool.connect()
  await client.query('begin; set local role bulwark_work; select id from kernel.job for update')
  expect(await runJobs(app.runtime, quiet)).toBe(0)
  client.release(new Error('the worker died'))
  await expect.poll(() => runJobs(app.runtime, quiet)).toBe(1)
  expect(await done(app)).toEqual([{ what: 'once' }])
})

test('a timer runs when its business time has come and not before, and may set itself again', async () => {
  await using app = await sampleApp()
  await arm(app, 'sample.again', 30)
  await app.pass({ minutes: 29 })
  expect(await done(app)).toEqual([])
  await app.pass({ minutes: 1 })
  await app.pass({ minutes: 59 })
  expect(await done(app)).toHaveLength(1)
  await app.pass({ minutes: 1 })
  expect(await done(app)).toHaveLength(2)
})

test('a timer nobody knows is kept and tried again, never dropped', async () => {
  await using app = await sampleApp()
  await arm(app, 'sample.unknown', 0)
  expect(await runTimers(app.runtime, quiet)).toBe(1)
  expect(await app.sql('select attempts from kernel.timer')).toEqual([{ attempts: 1 }])
})

test('a standing check sees its canary, leaves it nowhere, and one that does not is red', async () => {
  await using app = await sampleApp()
  const healthy = await inTransaction(app.runtime.pool, workTransaction, (tx) =>
    runCheck(app.runtime, tx, noGhosts),
  )
  expect(healthy).toEqual({ seesCanary: true, found: [] })
  expect(await done(app)).toEqual([])
  const red = await inTransaction(app.runtime.pool, workTransaction, (tx) =>
    runCheck(app.runtime, tx, blind),
  )
  expect(red.seesCanary).toBe(false)
})

test('what a check finds is announced once when it begins and once when it ends', async () => {
  await using app = await sampleApp()
  const round = async () => {
    await app.sql(`update kernel.standing_check set ran_at = 'epoch'`)
    await standingChecks(app.runtime, quiet)
  }
  await round()
  expect(await app.outbox()).toEqual([])
  await app.sql(`insert into sample.done values (gen_random_uuid(), 'ghost')`)
  await round()
  expect(await app.outbox()).toEqual(['kernel.check.failed'])
  await app.sql('delete from sample.done')
  await round()
  expect(await app.outbox()).toEqual(['kernel.check.failed', 'kernel.check.passed'])
})

test('a worker that is told of work does it without waiting, and stops when asked', async () => {
  await using app = await sampleApp()
  const worker = await startWorker(app.runtime, { connection: app.connection, log: quiet })
  await enqueue(app, { what: 'soon' })
  await expect.poll(() => done(app)).toEqual([{ what: 'soon' }])
  await worker.stop()
})

test('a round that fails does not keep the others from running', async () => {
  await using app = await sampleApp()
  await enqueue(app, { what: 'still' })
  const broken = () => Promise.reject(new Error('broken'))
  expect(await runRounds(app.runtime, [broken, runJobs], quiet)).toBe(1)
})

test('a kept answer goes after a day', async () => {
  await using app = await sampleApp()
  const account = retype<string>(randomUUID())
  await app.sql(
    `insert into kernel.idempotency (account_id, key, body_hash, created_at)
     values ($1, 'old-enough', '\\x00', now() - interval '25 hours'), ($1, 'too-young', '\\x00', now())`,
    [account],
  )
  expect(await tidyUp(app.runtime)).toBe(1)
  expect(await app.sql('select key from kernel.idempotency')).toEqual([{ key: 'too-young' }])
})
