import { expect, test } from 'vitest'
import { waitUntil } from '#kernel/db/embedded/running-process.ts'
import { type Connection, ownerClient } from '#kernel/db/pool.ts'
import { testApp, type TestApp } from '#kernel/testing/test-app.ts'
import { draftDirective } from '#modules/command/directives/directive-draft.service.ts'
import { issueDirective } from '#modules/command/directives/directive-issue.service.ts'
import { modules } from '../../src/app.ts'
import { openDataDir, type Program, startProgram, stopProgram } from './program.ts'

function urlOf(connection: Connection): string {
  if ('url' in connection) return connection.url
  const { host, user, database } = connection
  return `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host)}`
}

async function startWorkers(app: TestApp, dataDir: string, count: number): Promise<Program[]> {
  const workers: Program[] = []
  // One after the other: the first builds the program if its sources have changed.
  for (let i = 0; i < count; i += 1) {
    workers.push(
      await startProgram({
        args: ['work', '--data', dataDir],
        env: { DATABASE_URL: urlOf(app.connection) },
        readyWhenSaid: 'bulwark work',
      }),
    )
  }
  return workers
}

/** An order with as many tasks for one street, each with its clocks running. */
async function issueTasks(app: TestApp, count: number): Promise<string> {
  const commander = await app.as('commander')
  const task = {
    titleZh: '逐户核查',
    deliverableZh: '核查记录',
    evidence: 'text' as const,
    leadUnitCode: '210091001',
    dueAt: new Date(Date.now() + 86_400_000).toISOString(),
  }
  const { id } = await commander.call(draftDirective, {
    series: 'order',
    titleZh: '逐户核查',
    bodyZh: '立即开展',
    source: '总指挥部会议',
    tasks: Array.from({ length: count }, () => task),
  })
  await commander.call(issueDirective, { id, version: 1 })
  return id
}

async function countOf(app: TestApp, from: string): Promise<number> {
  const [row] = await app.sql<{ count: number }>(`select count(*)::int as count from ${from}`)
  return row?.count ?? 0
}

async function withWorkers(
  app: TestApp,
  count: number,
  run: (workers: readonly Program[]) => Promise<void>,
): Promise<void> {
  const folder = openDataDir()
  const workers = await startWorkers(app, folder.path, count)
  try {
    await run(workers)
  } finally {
    await Promise.all(workers.map((worker) => stopProgram(worker)))
    await folder.clear()
  }
}

const red = `command.item_event where act = 'turned_red'`

test('of 500 clocks that run out under two workers, one killed in the middle, each acts once', async () => {
  await using app = await testApp(modules, new Date().toISOString())
  for (let i = 0; i < 5; i += 1) await issueTasks(app, 100)
  await withWorkers(app, 2, async ([first]) => {
    const due = await app.sql(
      `update kernel.timer set due_at = now() - interval '1 second' where name = 'command.item.red'
       returning subject_id`,
    )
    expect(due).toHaveLength(500)
    await waitUntil(async () => (await countOf(app, red)) > 0, 20_000)
    first?.child.kill('SIGKILL')
    await first?.ended
    const done = await countOf(app, red)
    expect(done).toBeLessThan(500)
    expect(await waitUntil(async () => (await countOf(app, red)) >= 500, 10_000)).toBe(true)
    const ahead = `kernel.timer where name = 'command.item.red' and due_at > now() and attempts = 0`
    expect(await countOf(app, ahead)).toBe(500)
  })
  expect(await countOf(app, red)).toBe(500)
  const twice = await app.sql(
    `select item_id from command.item_event where act = 'turned_red' group by 1 having count(*) > 1`,
  )
  expect(twice).toEqual([])
}, 90_000)

test('a worker killed while it holds a job is replaced by another within ten seconds, and the job is done once', async () => {
  await using app = await testApp(modules, new Date().toISOString())
  const id = await issueTasks(app, 1)
  await app.sql(`update command.item set state = 'closed', outcome = 'verified', closed_at = now()`)
  const holder = ownerClient(app.connection)
  await holder.connect()
  try {
    await holder.query(`begin; select 1 from command.directive for update`)
    await withWorkers(app, 1, async ([first]) => {
      await app.sql(
        `insert into kernel.job (id, name, payload, run_at)
         values (gen_random_uuid(), 'command.directive.complete', jsonb_build_object('directiveId', $1::text), now())`,
        [id],
      )
      const holding = `pg_locks l join pg_stat_activity a using (pid)
        where not l.granted and a.application_name = 'bulwark' and a.datname = current_database()`
      expect(await waitUntil(async () => (await countOf(app, holding)) === 1, 10_000)).toBe(true)
      await withWorkers(app, 1, async ([second]) => {
        first?.child.kill('SIGKILL')
        await first?.ended
        const began = performance.now()
        await holder.query('commit')
        const jobs = () => countOf(app, 'kernel.job')
        expect(await waitUntil(async () => (await jobs()) === 0, 10_000)).toBe(true)
        expect(performance.now() - began).toBeLessThan(10_000)
        expect(second?.child.exitCode).toBeNull()
      })
    })
  } finally {
    await holder.end()
  }
  const completed = await app.sql<{ status: string; completed_at: Date | null }>(
    `select status, completed_at from command.directive`,
  )
  expect(completed).toMatchObject([{ status: 'completed' }])
  const acts = `(select action from ledger.entry union all select action from ledger.pending) as acts
    where action = 'command.directive.complete'`
  expect(await countOf(app, acts)).toBe(1)
}, 90_000)
