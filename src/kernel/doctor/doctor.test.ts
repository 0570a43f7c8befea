import { chmodSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { StartProblem } from '../db/embedded/start-problem.ts'
import { openKeys } from '../keys.ts'
import { type LedgerGround, ledgerGround } from '../ledger/ledger.fixture.ts'
import { ledgerSealer } from '../ledger/sealer.ts'
import { silent } from '../ledger/ledger.fixture.ts'
import { type DoctorParts, runDoctor, runDoctorCommand } from './doctor.ts'
import { checkNode } from './machine-checks.ts'

// The ground keeps its keys where an installation does: in `keys` of a data folder.
function partsOf(ground: LedgerGround): DoctorParts {
  return {
    dataDir: dirname(ground.keys.folder),
    isEmbedded: true,
    open: async () => ({ connection: ground.app.connection, stop: async () => {} }),
  }
}

async function problemsOf(parts: DoctorParts): Promise<Record<string, string>> {
  const { checks } = await runDoctor(parts)
  return Object.fromEntries(checks.filter(({ ok }) => !ok).map((one) => [one.name, one.sentence]))
}

async function install(ground: LedgerGround, kind: 'real' | 'drill'): Promise<void> {
  await ground.app.sql(
    `insert into kernel.installation (id, kind, name_zh, name_en, created_at)
     values (gen_random_uuid(), $1, '试城', 'Testcity', '2021-05-16Z')`,
    [kind],
  )
}

function leaveBackup(dataDir: string, at: Date): void {
  const folder = join(dataDir, 'backups')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'bulwark-real-1.backup')
  writeFileSync(file, '')
  utimesSync(file, at, at)
}

test('an installation that is well is told so, check by check, in both languages', async () => {
  await using ground = await ledgerGround()
  await install(ground, 'real')
  await ground.leave(5)
  await ground.seal()
  const parts = partsOf(ground)
  leaveBackup(parts.dataDir, new Date())
  const { checks } = await runDoctor(parts)
  expect(checks.filter(({ ok }) => !ok)).toEqual([])
  expect(checks.map(({ name }) => name)).toEqual([
    'node',
    'platform',
    'folder',
    'space',
    'database',
    'migrations',
    'clock',
    'ledger',
    'checks',
    'jobs',
    'timers',
    'keys',
    'backup',
  ])
  const told = await runDoctorCommand([], parts)
  expect(told.exitCode).toBe(0)
  expect(told.text).toContain('✓ 审计台账第 1 至 5 条核对无误')
  expect(told.text).toContain('All is well.')
  expect(await runDoctorCommand(['--fast'], parts)).toMatchObject({ exitCode: 2 })
})

test('what stands still or turned red in the database is named with what to do', async () => {
  await using ground = await ledgerGround()
  const { app } = ground
  await install(ground, 'real')
  await ground.leave(5)
  await ground.seal()
  await ground.leave(2)
  await app.sql(`insert into kernel.standing_check (name, ran_at, sees_canary, found, sample, took_ms)
    values ('command.item_without_lead', now(), true, 2, '[]', 1), ('ledger.pending_too_long', now(), false, 0, '[]', 1),
      ('command.well', now(), true, 0, '[]', 1)`)
  await app.sql(`insert into kernel.job (id, name, payload, run_at, failed_at)
    values (gen_random_uuid(), 'command.notify', '{}', now(), now())`)
  await app.sql(`insert into kernel.timer (name, subject_id, due_at, payload)
    values ('command.due', gen_random_uuid(), now() - interval '2 hours', '{}'),
      ('command.due', gen_random_uuid(), now() + interval '2 hours', '{}')`)
  await app.sql(
    `insert into kernel.clock (anchor_real, anchor_business, speed) values (now(), now(), 60)`,
  )
  const problems = await problemsOf(partsOf(ground))
  expect(Object.keys(problems)).toEqual(['clock', 'ledger', 'checks', 'jobs', 'timers', 'backup'])
  expect(problems['clock']).toContain('×60')
  expect(problems['ledger']).toContain('2 entries wait to be sealed')
  expect(problems['checks']).toContain('command.item_without_lead, ledger.pending_too_long')
  expect(problems['jobs']).toContain('command.notify')
  expect(problems['timers']).toContain('1 timers are overdue')
  expect(problems['backup']).toContain('run bulwark backup')
  const told = await runDoctorCommand(['--json'], partsOf(ground))
  expect(told.exitCode).toBe(1)
  expect(JSON.parse(told.text).checks).toHaveLength(13)
})

test('a damaged end of the ledger, keys of another house and open permissions are found', async () => {
  await using ground = await ledgerGround()
  const { app, keys } = ground
  const parts = partsOf(ground)
  await install(ground, 'drill')
  await ground.leave(5)
  await ground.seal()
  chmodSync(join(keys.folder, 'ledger-signing.pem'), 0o640)
  chmodSync(parts.dataDir, 0o777)
  await app.sql(`update ledger.entry set unit_code = '210092' where seq = 4`)
  const problems = await problemsOf(parts)
  expect(problems['ledger']).toContain('does not hold from entry 4')
  expect(problems['keys']).toContain('ledger-signing.pem can be read by other accounts')
  expect(problems['folder']).toContain('can be written by other accounts')
  rmSync(keys.folder, { recursive: true })
  expect((await problemsOf(parts))['keys']).toContain('is gone')
  await ledgerSealer(openKeys(keys.folder))(app.runtime, silent).catch(() => 0)
  expect((await problemsOf(parts))['keys']).toContain('not those that signed')
})

test('a backup older than a day is told for a real installation', async () => {
  await using ground = await ledgerGround()
  const parts = partsOf(ground)
  await install(ground, 'real')
  leaveBackup(parts.dataDir, new Date(Date.now() - 49.5 * 3_600_000))
  expect((await problemsOf(parts))['backup']).toContain('49 hours old')
})

test('a database that cannot be had, or lacks its tables, is told instead of guessed at', async () => {
  await using ground = await ledgerGround()
  const parts = partsOf(ground)
  const busy = await problemsOf({
    ...parts,
    open: () =>
      Promise.reject(
        new StartProblem('kernel.database.already_running', { folder: '/srv/b', pid: 77 }),
      ),
  })
  expect(busy['database']).toContain('77')
  const away = await problemsOf({
    ...parts,
    isEmbedded: false,
    open: async () => ({
      connection: { url: 'postgres://nobody@127.0.0.1:1/none' },
      stop: async () => {},
    }),
  })
  expect(away['database']).toContain('ECONNREFUSED')
  await ground.app.sql(`delete from kernel.migration where name >= '20260101T0100'`)
  expect(Object.keys(await problemsOf(parts))).toEqual(['migrations'])
  await ground.app.sql(
    `insert into kernel.migration values ('29990101T0000_kernel_later', 'x', now())`,
  )
  expect((await problemsOf(parts))['migrations']).toContain('29990101T0000_kernel_later')
  const nowhere = await problemsOf({ ...parts, dataDir: join(parts.dataDir, 'nowhere') })
  expect(nowhere['folder']).toContain('does not exist')
})

test('a Node that is too old is told which one to install', () => {
  const told = ['18.20.8', '20.18.3', '20.19.0', '22.1.0', '24.0.0'].map((one) => checkNode(one).ok)
  expect(told).toEqual([false, false, true, true, true])
})
