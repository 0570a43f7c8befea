import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openKeys } from '../keys.ts'
import { type InclusionProof, isProven } from './inclusion-proof.ts'
import { runLedgerCommand } from './ledger-command.ts'
import { type LedgerGround, ledgerGround } from './ledger.fixture.ts'
import { retype } from '../retype.ts'

function commandOf(ground: LedgerGround, keys = ground.keys) {
  return (...args: string[]) =>
    runLedgerCommand(args, { connection: ground.app.connection, keys, out() {} })
}

test('verify says in both languages that the ledger holds, or which entry is damaged first', async () => {
  await using ground = await ledgerGround()
  const run = commandOf(ground)
  await ground.leave(20)
  await ground.seal()
  const whole = await run('verify')
  expect(whole.exitCode).toBe(0)
  expect(whole.text).toContain('审计台账完好：20 条记录、1 个签名点')
  expect(whole.text).toContain('The ledger is whole: 20 entries, 1 checkpoints')
  await ground.app.sql(`update ledger.entry set unit_code = '210092' where seq = 11`)
  const damaged = await run('verify')
  expect(damaged.exitCode).toBe(1)
  expect(damaged.text).toContain('首条受损记录为第 11 条')
  expect(damaged.text).toContain('Why: the entry was changed.')
  const json = await run('verify', '--json')
  expect(json.exitCode).toBe(1)
  expect(JSON.parse(json.text)).toMatchObject({
    ok: false,
    entries: 10,
    firstDamaged: { seq: 11, why: 'changed' },
  })
})

test('an exported checkpoint binds the ledger: what it covered must still be there', async () => {
  await using ground = await ledgerGround()
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-out-'))
  const file = join(folder, 'checkpoint.json')
  // An outsider has no key folder of the installation.
  const run = commandOf(ground, openKeys(join(folder, 'keys')))
  expect(await run('checkpoint')).toMatchObject({ exitCode: 1 })
  await ground.leave(10)
  await ground.seal()
  await ground.leave(10)
  await ground.seal()
  writeFileSync(file, (await run('checkpoint')).text)
  await ground.leave(5)
  await ground.seal()
  expect(await run('verify', '--expect', file)).toMatchObject({ exitCode: 0 })
  await ground.app.sql('delete from ledger.checkpoint where seq > 1')
  await ground.app.sql('delete from ledger.entry where seq > 10')
  expect(await run('verify')).toMatchObject({ exitCode: 0 })
  const cut = await run('verify', '--expect', file, '--json')
  expect(JSON.parse(cut.text)).toMatchObject({ firstDamaged: { seq: 11, why: 'truncated' } })
  writeFileSync(file, '{"statement": "bulwark"}')
  expect(await run('verify', '--expect', file)).toMatchObject({ exitCode: 2 })
  rmSync(folder, { recursive: true })
})

test('the proof of one entry holds without the database, and not for another entry', async () => {
  await using ground = await ledgerGround()
  const run = commandOf(ground)
  const ids = [...(await ground.leave(13)), ...(await ground.leave(9))]
  await ground.seal()
  for (const [place, id] of ids.entries()) {
    const { text, exitCode } = await run('prove', id)
    expect(exitCode).toBe(0)
    const proof = retype<InclusionProof>(JSON.parse(text))
    expect(proof.seq).toBe(place + 1)
    expect(isProven(proof)).toBe(true)
    expect(isProven({ ...proof, entry: proof.entry.replace(/..$/, 'ff') })).toBe(false)
    const statement = proof.checkpoint.statement.replace('size 22', 'size 23')
    expect(isProven({ ...proof, checkpoint: { ...proof.checkpoint, statement } })).toBe(false)
  }
  const [waiting] = await ground.leave(1)
  expect(await run('prove', waiting ?? '')).toMatchObject({ exitCode: 1 })
  await ground.app.sql(`update ledger.entry set action = 'x.y.z' where seq = 3`)
  expect(await run('prove', ids[2] ?? '')).toMatchObject({ exitCode: 1 })
})

test('a ledger signed with another key fails until the key is named or accepted', async () => {
  await using ground = await ledgerGround()
  await ground.leave(3)
  await ground.seal()
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-keys-'))
  const others = openKeys(folder)
  others.signingKey('ledger-signing')
  const run = commandOf(ground, others)
  expect(await run('verify')).toMatchObject({ exitCode: 1 })
  const fingerprint = ground.keys.signingKey('ledger-signing').fingerprint.toString('hex')
  expect(await run('verify', '--key', fingerprint)).toMatchObject({ exitCode: 0 })
  expect((await run('accept-key')).exitCode).toBe(0)
  expect(await run('verify')).toMatchObject({ exitCode: 0 })
  rmSync(folder, { recursive: true })
})

test('a wrong call is answered with the usage', async () => {
  await using ground = await ledgerGround()
  const run = commandOf(ground)
  for (const args of [[], ['burn'], ['verify', '--fast'], ['prove', 'seven']]) {
    const { text, exitCode } = await run(...args)
    expect(exitCode).toBe(2)
    expect(text).toContain('bulwark ledger verify')
  }
})
