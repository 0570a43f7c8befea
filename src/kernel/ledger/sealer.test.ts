import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownerClient } from '../db/pool.ts'
import { inTransaction } from '../db/transact.ts'
import { workTransaction } from '../jobs/reaction.ts'
import { openKeys } from '../keys.ts'
import { retype } from '../retype.ts'
import { ledgerGround, silent } from './ledger.fixture.ts'
import { pendingTooLong } from './ledger.service.ts'
import { acceptKey, ledgerSealer } from './sealer.ts'
import { verifyLedger } from './verify.ts'

test('what writes leave is numbered without gaps, chained, signed, and holds', async () => {
  await using ground = await ledgerGround()
  const { app } = ground
  const first = await ground.leave(7)
  expect(await ground.seal()).toBe(7)
  const second = await ground.leave(6)
  expect(await ground.seal()).toBe(6)
  expect(await ground.seal()).toBe(0)
  const entries = await app.sql<{ seq: number; id: string }>(
    'select seq, id from ledger.entry order by seq',
  )
  expect(entries).toEqual([...first, ...second].map((id, n) => ({ seq: n + 1, id })))
  expect(await app.sql('select size from ledger.checkpoint order by seq')).toEqual([
    { size: 7 },
    { size: 13 },
  ])
  expect(await verifyLedger(app.connection)).toMatchObject({
    ok: true,
    entries: 13,
    checkpoints: 2,
    pending: 0,
    firstDamaged: null,
  })
})

test('two sealers at once never interleave: every entry is sealed once', async () => {
  await using ground = await ledgerGround()
  const { app } = ground
  const other = ledgerSealer(openKeys(ground.keys.folder))
  const sealed = [0, 0]
  for (let turn = 0; turn < 15; turn += 1) {
    await ground.leave(20)
    const done = await Promise.all([
      ground.seal(),
      other(app.runtime, silent),
      ground.leave(5),
      ground.seal(),
      other(app.runtime, silent),
    ])
    sealed[0] = (sealed[0] ?? 0) + done[0] + done[3]
    sealed[1] = (sealed[1] ?? 0) + done[1] + done[4]
  }
  const last = await ground.seal()
  expect((sealed[0] ?? 0) + (sealed[1] ?? 0) + last).toBe(375)
  expect(await verifyLedger(app.connection)).toMatchObject({ ok: true, entries: 375, pending: 0 })
})

test('a write that commits after later ones were sealed is sealed too', async () => {
  await using ground = await ledgerGround()
  const { app } = ground
  const slow = ownerClient(app.connection)
  await slow.connect()
  const lateId = '00000000-0000-7000-8000-000000000001'
  await slow.query('begin')
  await slow.query(
    `insert into ledger.pending (id, at, action, commitment)
     values ($1, '2021-05-16Z', 'command.item.acknowledge', $2)`,
    [lateId, Buffer.alloc(32)],
  )
  await ground.leave(3)
  expect(await ground.seal()).toBe(3)
  await slow.query('commit')
  await slow.end()
  expect(await ground.seal()).toBe(1)
  expect(await app.sql('select id from ledger.entry where seq = 4')).toEqual([{ id: lateId }])
  expect(await verifyLedger(app.connection)).toMatchObject({ ok: true, entries: 4 })
})

test('a sealer killed between entries and checkpoint leaves everything as it was', async () => {
  await using ground = await ledgerGround()
  const { app } = ground
  await ground.leave(4)
  await ground.seal()
  await ground.leave(9)
  const blocker = ownerClient(app.connection)
  await blocker.connect()
  // Reading goes on, the insert of the checkpoint waits: the moment in between is held open.
  await blocker.query('begin; lock table ledger.checkpoint in exclusive mode')
  const killed = ground.seal()
  const outcome = expect(killed).rejects.toThrow()
  let pid: number | undefined
  while (pid === undefined) {
    const rows = await app.sql<{ pid: number }>(
      `select pid from pg_locks where relation = 'ledger.checkpoint'::regclass and not granted`,
    )
    pid = rows[0]?.pid
  }
  await app.sql('select pg_terminate_backend($1)', [pid])
  await outcome
  await blocker.query('rollback')
  await blocker.end()
  expect(await verifyLedger(app.connection)).toMatchObject({ ok: true, entries: 4, pending: 9 })
  expect(await ground.seal()).toBe(9)
  expect(await verifyLedger(app.connection)).toMatchObject({ ok: true, entries: 13, pending: 0 })
})

test('no role that serves or works can change or remove what is sealed', async () => {
  await using ground = await ledgerGround()
  const { app } = ground
  await ground.leave(2)
  await ground.seal()
  const attempts = [
    'update ledger.entry set action = action',
    'delete from ledger.entry',
    'truncate ledger.entry',
    'update ledger.checkpoint set size = size',
    'delete from ledger.checkpoint',
    'update ledger.signing_key set from_seq = 1',
    'delete from ledger.countersignature',
    'update ledger.salt set salt = salt',
  ]
  const scopes = [workTransaction, { scope: { kind: 'city' }, mode: 'read write' }] as const
  for (const options of scopes) {
    for (const text of attempts) {
      const attempt = inTransaction(app.runtime.pool, options, ({ client }) => client.query(text))
      await expect(attempt, `${options.scope.kind}: ${text}`).rejects.toMatchObject({
        code: '42501',
      })
    }
  }
  expect(await verifyLedger(app.connection)).toMatchObject({ ok: true, entries: 2 })
})

test('nothing is built on an end that does not hold, and nothing is lost meanwhile', async () => {
  await using ground = await ledgerGround()
  const { app } = ground
  await ground.leave(5)
  await ground.seal()
  await app.sql('delete from ledger.entry where seq = 5')
  await ground.leave(2)
  await expect(ground.seal()).rejects.toMatchObject({ code: 'ledger.head_damaged' })
  expect(await verifyLedger(app.connection)).toMatchObject({
    firstDamaged: { seq: 5, why: 'truncated' },
    pending: 2,
  })
})

test('another key seals nothing until a person hands the ledger over to it', async () => {
  await using ground = await ledgerGround()
  const { app } = ground
  await ground.leave(5)
  await ground.seal()
  await ground.leave(1)
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-keys-'))
  const others = openKeys(folder)
  const other = ledgerSealer(others)
  await expect(other(app.runtime, silent)).rejects.toMatchObject({
    code: 'ledger.key_not_accepted',
  })
  const at = app.runtime.clock.real()
  const accept = () =>
    inTransaction(app.runtime.pool, workTransaction, ({ client }) => acceptKey(client, others, at))
  expect(await accept()).toBe(true)
  expect(await accept()).toBe(false)
  expect(await other(app.runtime, silent)).toBe(1)
  const trusted = [others.signingKey('ledger-signing').fingerprint.toString('hex')]
  expect(await verifyLedger(app.connection, { trusted })).toMatchObject({
    ok: true,
    entries: 6,
    checkpoints: 3,
  })
  await expect(ground.seal()).resolves.toBe(0)
  await ground.leave(1)
  await expect(ground.seal()).rejects.toMatchObject({ code: 'ledger.key_not_accepted' })
  rmSync(folder, { recursive: true })
})

test('an entry that waits is announced by the standing check, and its canary is seen', async () => {
  await using ground = await ledgerGround()
  const { app } = ground
  const id = randomUUID()
  await app.sql(
    `insert into ledger.pending (id, at, action, commitment)
     values ($1, now() - interval '11 seconds', 'command.item.acknowledge', $2)`,
    [id, Buffer.alloc(32)],
  )
  const found = await inTransaction(app.runtime.pool, workTransaction, async (tx) => {
    const ctx = retype<never>({ tx: tx.db })
    const canary = await pendingTooLong.plant(ctx)
    return { canary, rows: await pendingTooLong.find(ctx) }
  })
  expect(found.rows.map((row) => row.id).sort()).toEqual([id, found.canary].sort())
})

test('no entry can bring the sealer to a stop: long words and repeated ids are sealed too', async () => {
  await using ground = await ledgerGround()
  const { app } = ground
  const [id] = await ground.leave(1)
  await ground.seal()
  await app.sql(
    `insert into ledger.pending (id, at, action, subject_kind, subject_id, commitment)
     select $1, 'infinity', string_agg(md5(n::text), ''), '', string_agg(md5(n::text), ''), $2
     from generate_series(1, 1000) as n`,
    [id, Buffer.alloc(32)],
  )
  expect(await ground.seal()).toBe(1)
  expect(await verifyLedger(app.connection)).toMatchObject({ ok: true, entries: 2 })
})
