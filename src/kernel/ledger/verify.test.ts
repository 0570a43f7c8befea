import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openKeys } from '../keys.ts'
import { readExported } from './exported-checkpoint.ts'
import { exportCheckpoint } from './ledger.service.ts'
import { type LedgerGround, ledgerGround, silent } from './ledger.fixture.ts'
import { ledgerSealer } from './sealer.ts'
import { checkpointChanges, entryChanges, keepCopy, rehash } from './tamper.fixture.ts'
import { verifyLedger, type VerifyOptions } from './verify.ts'

// Forty-two entries under checkpoints of uneven sizes, one of them for a single entry.
const batches = [5, 1, 12, 8, 9, 7]
const sizes = batches.map((_batch, n) => batches.slice(0, n + 1).reduce((a, b) => a + b))
const total = 42

let ground: LedgerGround
let sql: LedgerGround['app']['sql']
let putBack: () => Promise<void>

beforeAll(async () => {
  ground = await ledgerGround()
  sql = ground.app.sql
  for (const batch of batches) {
    await ground.leave(batch)
    await ground.seal()
  }
  putBack = await keepCopy(sql)
})
beforeEach(() => putBack())
afterAll(() => ground[Symbol.asyncDispose]())

const verify = (options?: VerifyOptions) => verifyLedger(ground.app.connection, options)
const own = () => [ground.keys.signingKey('ledger-signing').fingerprint.toString('hex')]
const anEntry = fc.integer({ min: 1, max: total })
const aPosition = fc.nat({ max: 1_000_000 })

/** Runs a property against the untouched ledger each time. */
async function holds<Values extends [unknown, ...unknown[]]>(
  property: fc.IAsyncProperty<Values>,
  numRuns: number,
): Promise<void> {
  await fc.assert(property, { numRuns })
}

test('an untouched ledger holds, whoever asks', async () => {
  expect(await verify({ trusted: own() })).toMatchObject({
    ok: true,
    entries: total,
    checkpoints: batches.length,
    firstDamaged: null,
  })
})

test('any change of any column of any entry names that entry', async () => {
  const aColumn = fc.constantFrom(...Object.keys(entryChanges))
  const property = fc.asyncProperty(
    anEntry,
    aColumn,
    aPosition,
    async (entry, column, position) => {
      await putBack()
      await sql(
        `update ledger.entry set ${column} = ${entryChanges[column]}
        where seq = $1 and $2::int is not null`,
        [entry, position],
      )
      expect(await verify()).toMatchObject({ ok: false, firstDamaged: { seq: entry, upTo: entry } })
    },
  )
  await holds(property, 120)
})

test('two entries that change places are named as reordered', async () => {
  const columns = Object.keys(entryChanges).filter((column) => column !== 'seq')
  const property = fc.asyncProperty(anEntry, anEntry, async (a, b) => {
    fc.pre(a !== b)
    await putBack()
    await sql(
      `update ledger.entry as e set (${columns.join()}) =
         (select ${columns.join()} from kept_entry as k where k.seq = $1 + $2 - e.seq)
       where e.seq in ($1, $2)`,
      [a, b],
    )
    expect((await verify()).firstDamaged).toMatchObject({ seq: Math.min(a, b), why: 'reordered' })
  })
  await holds(property, 25)
})

test('an entry deleted in the middle is missed, also when the rest moves up', async () => {
  const property = fc.asyncProperty(
    fc.integer({ min: 1, max: total - 1 }),
    fc.boolean(),
    async (entry, movesUp) => {
      await putBack()
      await sql('delete from ledger.entry where seq = $1', [entry])
      if (movesUp) {
        await sql('update ledger.entry set seq = -seq where seq > $1', [entry])
        await sql('update ledger.entry set seq = -seq - 1 where seq < 0')
      }
      const { firstDamaged } = await verify()
      expect(firstDamaged).toMatchObject({ seq: entry, why: movesUp ? 'changed' : 'missing' })
    },
  )
  await holds(property, 30)
})

test('a tail that was cut off is noticed by the last signature', async () => {
  const property = fc.asyncProperty(anEntry, async (entry) => {
    await putBack()
    await sql('delete from ledger.entry where seq >= $1', [entry])
    expect((await verify()).firstDamaged).toMatchObject({ seq: entry, why: 'truncated' })
  })
  await holds(property, 15)
})

test('a tail cut off together with its checkpoints is noticed by whoever holds a later checkpoint', async () => {
  const auditor = await ground.app.as('auditor')
  const exported = await auditor.call(exportCheckpoint, { seq: 6 })
  const expected = readExported(JSON.stringify(exported))
  if (!expected) throw new Error('the exported checkpoint does not read')
  expect(await verify({ expected })).toMatchObject({ ok: true })
  await sql('delete from ledger.checkpoint where seq > 4')
  await sql('delete from ledger.entry where seq > 26')
  expect(await verify()).toMatchObject({ ok: true, entries: 26 })
  expect(await verify({ expected })).toMatchObject({ firstDamaged: { seq: 27, why: 'truncated' } })
})

test('a forged checkpoint is named by the first entry it covered', async () => {
  const property = fc.asyncProperty(
    fc.integer({ min: 1, max: batches.length }),
    fc.constantFrom(...Object.keys(checkpointChanges)),
    aPosition,
    async (seq, column, position) => {
      await putBack()
      await sql(
        `update ledger.checkpoint set ${column} = ${checkpointChanges[column]}
        where seq = $1 and $2::int is not null`,
        [seq, position],
      )
      const { firstDamaged } = await verify()
      expect(firstDamaged?.seq).toBe((sizes[seq - 2] ?? 0) + 1)
      expect(['checkpoint', 'signature']).toContain(firstDamaged?.why)
    },
  )
  await holds(property, 80)
})

test('a checkpoint taken out is missed', async () => {
  await sql('delete from ledger.checkpoint where seq = 3')
  expect((await verify()).firstDamaged).toMatchObject({ seq: 7, why: 'checkpoint' })
})

test('an entry changed together with its own hash is named within two', async () => {
  const property = fc.asyncProperty(anEntry, async (entry) => {
    await putBack()
    await sql(`update ledger.entry set action = 'x.y.z' where seq = $1`, [entry])
    await rehash(sql, { seq: entry, upTo: entry })
    const { firstDamaged } = await verify()
    expect(firstDamaged).not.toBeNull()
    expect(firstDamaged?.seq).toBeLessThanOrEqual(entry)
    expect(firstDamaged?.upTo).toBeGreaterThanOrEqual(entry)
    const isAtCheckpoint = sizes.includes(entry)
    if (!isAtCheckpoint) expect(firstDamaged?.seq).toBe(entry)
  })
  await holds(property, 30)
})

test('a tail rewritten with fitting hashes fails at the next signed root', async () => {
  const property = fc.asyncProperty(anEntry, async (entry) => {
    await putBack()
    await sql(`update ledger.entry set action = 'x.y.z' where seq = $1`, [entry])
    await rehash(sql, { seq: entry, upTo: total })
    const batch = sizes.findIndex((size) => size >= entry)
    expect((await verify()).firstDamaged).toEqual({
      seq: (sizes[batch - 1] ?? 0) + 1,
      upTo: sizes[batch],
      why: 'rewritten',
    })
  })
  await holds(property, 15)
})

test('entries put behind the last checkpoint are unsigned', async () => {
  await sql('delete from ledger.checkpoint where seq = 6')
  expect((await verify()).firstDamaged).toEqual({ seq: 36, upTo: 42, why: 'unsigned' })
})

test('a whole ledger forged under another key deceives nobody who knows the key or a checkpoint', async () => {
  const auditor = await ground.app.as('auditor')
  const exported = await auditor.call(exportCheckpoint, { seq: 3 })
  const expected = readExported(JSON.stringify(exported))
  if (!expected) throw new Error('the exported checkpoint does not read')
  await sql('truncate ledger.entry, ledger.checkpoint, ledger.signing_key, ledger.countersignature')
  await sql(`insert into ledger.pending select id, at, account_id, post, unit_code,
    case seq when 4 then 'x.y.z' else action end, subject_kind, subject_id, commitment from kept_entry`)
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-keys-'))
  await ledgerSealer(openKeys(folder))(ground.app.runtime, silent)
  rmSync(folder, { recursive: true })
  expect(await verify()).toMatchObject({ ok: true })
  expect((await verify({ trusted: own() })).firstDamaged).toMatchObject({ seq: 1, why: 'key' })
  expect((await verify({ expected })).firstDamaged).toMatchObject({
    seq: 1,
    why: 'expected_checkpoint',
  })
})

test('a replaced public key does not make old signatures valid', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-keys-'))
  const other = openKeys(folder).signingKey('ledger-signing')
  await sql('update ledger.signing_key set public_key = $1', [other.publicKey])
  expect(await verify()).toMatchObject({ ok: false, firstDamaged: { why: 'signature' } })
  rmSync(folder, { recursive: true })
})
