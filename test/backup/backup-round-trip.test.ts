import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, expect, test } from 'vitest'
import { access } from '#kernel/access/index.ts'
import { runBackupCommand, runRestoreCommand } from '#kernel/backup/backup-command.ts'
import { askOwner, contentOf } from '#kernel/backup/backup.fixture.ts'
import { startEmbedded } from '#kernel/db/embedded/supervisor.ts'
import { openKeys } from '#kernel/keys.ts'
import { ledger } from '#kernel/ledger/index.ts'
import { ledgerSealer } from '#kernel/ledger/sealer.ts'
import { policy } from '#kernel/policy/index.ts'
import { testApp } from '#kernel/testing/test-app.ts'
import {
  addPhoto,
  finishItem,
  issueOne,
  photo,
} from '../../src/modules/command/command-story.test-kit.ts'
import { command } from '#modules/command/index.ts'
import { acknowledgeItem } from '../../src/modules/command/items/item-acts.service.ts'

const passphrase = '防控指挥部的备份口令 2021'

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-round-trip-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('a working headquarters is backed up and restored into an empty folder on a server of its own', async () => {
  const folder = scratch()
  const keys = openKeys(join(folder, 'old', 'keys'))
  const seal = ledgerSealer(keys)
  await using app = await testApp([access, policy, ledger, command], '2022-01-01T09:00:00+08:00', {
    rounds: [seal],
  })
  await app.sql(`insert into kernel.installation (id, kind, name_zh, name_en, created_at)
    values (gen_random_uuid(), 'drill', '试城', 'Testcity', '2021-05-16Z')`)
  const commander = await app.as('commander')
  const done = await issueOne(commander, '210091001')
  await finishItem(app, done.item.id)
  const open = await issueOne(commander, '210092001')
  const officer = await app.as('street_officer', '210092001')
  await officer.call(acknowledgeItem, { id: open.item.id, version: open.item.version })
  // Bytes of every value, and more of them than one step of any stream.
  const bytes = Buffer.concat([photo, randomBytes(900_000)])
  await addPhoto(officer, open.item.id, bytes)
  const secret = randomBytes(20)
  await app.sql(
    `insert into access.credential (account_id, totp_sealed, changed_at) values ($1, $2, now())`,
    [officer.actor.accountId, keys.sealingKey('totp').seal(secret)],
  )
  await app.pass({ minutes: 60 * 24 })

  const dataDir = join(folder, 'old')
  const { connection } = app
  const written = await runBackupCommand([], { connection, keys, dataDir, passphrase })
  expect(written.text).toContain('备份完成')
  expect(written.text).toContain('The keys are sealed in it')
  const [name = ''] = readdirSync(join(dataDir, 'backups'))
  expect(name).toMatch(/^bulwark-drill-\d{8}T\d{6}Z\.backup$/)

  const newDir = join(folder, 'new')
  const server = await startEmbedded({ dataDir: newDir })
  try {
    const keysFolder = join(newDir, 'keys')
    const restored = await runRestoreCommand([join(dataDir, 'backups', name), '--data', newDir], {
      open: async () => ({ connection: server, stop: async () => {} }),
      keysFolder,
      passphrase,
    })
    expect(restored).toMatchObject({ exitCode: 0 })
    expect(restored.text).toContain('恢复完成：“试城 Testcity”')
    expect(restored.text).toContain('The ledger is whole')
    expect(await contentOf(server)).toEqual(await contentOf(connection))
    const [evidence] = await askOwner<{ content: Buffer; sha256: string }>(
      server,
      'select content, sha256 from command.evidence order by length(content) desc limit 1',
    )
    expect(evidence?.content.equals(bytes)).toBe(true)
    expect(evidence?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    const [credential] = await askOwner<{ sealed: Buffer }>(
      server,
      'select totp_sealed as sealed from access.credential where totp_sealed is not null',
    )
    const opened = openKeys(keysFolder)
      .sealingKey('totp')
      .open(credential?.sealed ?? Buffer.of())
    expect(opened.equals(secret)).toBe(true)
  } finally {
    await server.stop()
  }
})
