import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import * as z from 'zod'
import { expect, test } from 'vitest'
import { grant } from '../access/grant.ts'
import { endpoint } from '../contract.ts'
import { inTransaction } from '../db/transact.ts'
import { dispatch } from '../dispatch.ts'
import { workTransaction } from '../jobs/reaction.ts'
import { defineModule, type Module } from '../module.ts'
import { retype } from '../retype.ts'
import { writeContext } from '../write-context.ts'
import { destroySalt } from './index.ts'
import type { LedgerTables } from './ledger.module.ts'
import { type LedgerGround, ledgerGround } from './ledger.fixture.ts'
import {
  countersign,
  exportCheckpoint,
  listEntries,
  readStatus,
  verifyRecent,
} from './ledger.service.ts'
import { commit } from './record.ts'
import { verifyLedger } from './verify.ts'

async function sealedGround(): Promise<LedgerGround> {
  const ground = await ledgerGround()
  for (const batch of [30, 20, 10]) {
    await ground.leave(batch)
    await ground.seal()
  }
  return ground
}

test('the auditor pages through the ledger, newest first, without gap or repeat', async () => {
  await using ground = await sealedGround()
  const auditor = await ground.app.as('auditor')
  const seen: number[] = []
  let after: string | undefined
  do {
    const { rows, next } = await auditor.call(listEntries, { limit: 25, ...(after && { after }) })
    seen.push(...rows.map(({ seq }) => seq))
    after = next ?? undefined
  } while (after)
  expect(seen).toEqual(Array.from({ length: 60 }, (_entry, n) => 60 - n))
})

test('entries are found by account, action, subject and time, and carry the name of who acted', async () => {
  await using ground = await sealedGround()
  const auditor = await ground.app.as('auditor')
  const seqs = async (input: z.input<typeof listEntries.endpoint.input>) =>
    (await auditor.call(listEntries, input)).rows.map(({ seq }) => seq)
  expect(await seqs({ action: 'look:', from: '2021-05-16T01:00:50Z' })).toEqual([60, 55, 50])
  expect(await seqs({ action: 'look:people_person' })).toEqual([])
  expect(await seqs({ subjectId: '事项-7' })).toEqual([7])
  expect(await seqs({ from: '2021-05-16T01:00:10Z', to: '2021-05-16T01:00:12Z' })).toEqual([11, 10])
  const accountId = '0196f3c0-0000-7000-9000-000000000005'
  await ground.app.sql(
    `insert into access.account (id, username, name_zh, name_en, created_at)
     values ($1, 'wang.fang', '王芳', 'Wang Fang', now())`,
    [accountId],
  )
  const { rows } = await auditor.call(listEntries, { accountId })
  expect(rows).toMatchObject([
    { seq: 55, accountNameZh: '王芳' },
    { seq: 5, accountNameEn: 'Wang Fang' },
  ])
})

test('the status tells the last checkpoint and how long entries wait', async () => {
  await using ground = await sealedGround()
  const commander = await ground.app.as('commander')
  expect(await commander.call(readStatus, {})).toMatchObject({
    entries: 60,
    pending: 0,
    pendingSeconds: null,
    checkpoint: { seq: 3, size: 60, countersignatures: 0 },
  })
  await ground.leave(4)
  expect(await commander.call(readStatus, {})).toMatchObject({ entries: 60, pending: 4 })
})

test('a check of the last entries starts at a signed checkpoint and names what is damaged', async () => {
  await using ground = await sealedGround()
  const auditor = await ground.app.as('auditor')
  expect(await auditor.call(verifyRecent, { last: 15 })).toMatchObject({
    ok: true,
    from: 31,
    to: 60,
    isComplete: true,
  })
  expect(await auditor.call(verifyRecent, {})).toMatchObject({ ok: true, from: 1, to: 60 })
  await ground.app.sql(`update ledger.entry set post = 'commander' where seq = 42`)
  const damaged = { ok: false, firstDamaged: { seq: 42, upTo: 42, why: 'changed' } }
  expect(await auditor.call(verifyRecent, { last: 15 })).toMatchObject(damaged)
  expect(await auditor.call(verifyRecent, { last: 10 })).toMatchObject({ ok: true, from: 51 })
  await ground.app.sql(`update ledger.checkpoint set root = sha256('x') where seq = 3`)
  expect(await auditor.call(verifyRecent, { last: 10 })).toMatchObject({
    ok: false,
    firstDamaged: { seq: 51, why: 'signature' },
  })
})

test('an outsider signs a checkpoint; a signature over anything else is refused', async () => {
  await using ground = await sealedGround()
  const { app } = ground
  const auditor = await app.as('auditor')
  const { statement } = await auditor.call(exportCheckpoint, { seq: 2 })
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(12).toString('hex')
  const signed = (text: string) => ({
    seq: 2,
    signer: '市档案馆',
    publicKey: raw,
    signature: sign(null, Buffer.from(text), privateKey).toString('hex'),
  })
  await expect(auditor.call(countersign, signed(`${statement}x`))).rejects.toMatchObject({
    code: 'ledger.countersignature_invalid',
  })
  expect(await app.ledger()).toEqual([])
  await auditor.call(countersign, signed(statement))
  expect(await app.ledger()).toEqual(['ledger.checkpoint.countersign'])
  await expect(auditor.call(countersign, signed(statement))).rejects.toMatchObject({ status: 409 })
  const { countersignatures } = await auditor.call(exportCheckpoint, { seq: 2 })
  expect(countersignatures).toEqual([
    { signer: '市档案馆', publicKey: raw, signature: signed(statement).signature },
  ])
  expect(await verifyLedger(app.connection)).toMatchObject({ ok: true, countersignatures: 1 })
  await app.sql(`update ledger.countersignature set signature = set_byte(signature, 3, 9)`)
  expect(await verifyLedger(app.connection)).toMatchObject({
    firstDamaged: { seq: 50, why: 'countersignature' },
  })
  await expect(auditor.call(exportCheckpoint, { seq: 9 })).rejects.toMatchObject({ status: 404 })
})

test('posts that do not examine see nothing of the ledger, and readers do not countersign', async () => {
  await using ground = await sealedGround()
  const officer = await ground.app.as('street_officer')
  const commander = await ground.app.as('commander')
  await expect(officer.call(listEntries, {})).rejects.toMatchObject({ status: 403 })
  await expect(officer.call(readStatus, {})).rejects.toMatchObject({ status: 403 })
  await expect(officer.call(exportCheckpoint, { seq: 1 })).rejects.toMatchObject({ status: 403 })
  await expect(commander.call(verifyRecent, {})).rejects.toMatchObject({ status: 403 })
  const signature = { signer: 'x', publicKey: '00'.repeat(32), signature: '00'.repeat(64) }
  await expect(commander.call(countersign, { seq: 1, ...signature })).rejects.toMatchObject({
    status: 403,
  })
  expect(await ground.app.ledger()).toEqual([])
})

const { write } = defineModule<LedgerTables>()
const tellSecret = write(
  endpoint('POST', '/sample/secrets', {
    permission: 'sample.secret.tell',
    input: z.object({ text: z.string() }),
    output: z.object({}),
  }),
  async () => ({}),
)
const sample: Module = {
  name: 'sample',
  operations: [tellSecret],
  access: grant({ everyone: ['sample.secret.tell'] }),
}

test('after its salt is destroyed an entry still holds, but its content can be matched no more', async () => {
  await using ground = await ledgerGround()
  const { app } = ground
  const runtime = {
    ...app.runtime,
    modules: [sample],
    grants: { ...app.runtime.grants, permits: () => true },
  }
  const { actor } = await app.as('duty_officer')
  const input = { text: '身份证号' }
  await dispatch(runtime, tellSecret, { input, actor, idempotencyKey: randomUUID() })
  await ground.seal()
  const found = () =>
    app.sql<{ id: string; commitment: Buffer; salt: Buffer | null }>(
      `select e.id, e.commitment, s.salt from ledger.entry e left join ledger.salt s on s.entry_id = e.id`,
    )
  const [before] = await found()
  if (!before?.salt) throw new Error('the entry has no salt')
  expect(commit(before.salt, input)).toEqual(before.commitment)
  const destroy = () =>
    inTransaction(app.runtime.pool, workTransaction, (tx) =>
      destroySalt(retype<never>(writeContext(app.runtime, tx, null).ctx), before.id),
    )
  expect(await destroy()).toBe(true)
  expect(await destroy()).toBe(false)
  const [after] = await found()
  expect(after).toEqual({ ...before, salt: null })
  expect(await verifyLedger(app.connection)).toMatchObject({ ok: true, entries: 1 })
})

test('a serving role destroys no salt', async () => {
  await using ground = await ledgerGround()
  const options = { scope: { kind: 'city' }, mode: 'read write' } as const
  const attempt = inTransaction(ground.app.runtime.pool, options, (tx) =>
    destroySalt(retype<never>(writeContext(ground.app.runtime, tx, null).ctx), randomUUID()),
  )
  await expect(attempt).rejects.toMatchObject({ code: '42501' })
})
