import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ledgerGround } from '../ledger/ledger.fixture.ts'
import { emptyDatabase, scratchFolder } from './backup.fixture.ts'
import { runBackupCommand, runRestoreCommand } from './backup-command.ts'

test('backup says which folder must be kept apart, and restore that it must come back', async () => {
  await using ground = await ledgerGround()
  const folder = scratchFolder()
  const { connection } = ground.app
  await ground.leave(4)
  await ground.seal()
  const parts = { connection, keys: ground.keys, dataDir: folder, passphrase: undefined }
  const out = join(folder, 'copy', 'a.backup')
  const written = await runBackupCommand(['--out', out, '--data', folder], parts)
  expect(written.exitCode).toBe(0)
  expect(written.text).toContain(`请另行妥善保管目录 ${ground.keys.folder}`)
  expect(written.text).toContain(`keep the folder ${ground.keys.folder} safe`)
  const keysFolder = join(folder, 'keys')
  let isStopped = false
  const restored = await runRestoreCommand([out], {
    open: async () => ({
      connection: await emptyDatabase(),
      stop: async () => {
        isStopped = true
      },
    }),
    keysFolder,
    passphrase: undefined,
  })
  expect(restored.exitCode).toBe(0)
  expect(restored.text).toContain('The ledger is whole: 4 entries')
  expect(restored.text).toContain(`put the original key folder back at ${keysFolder}`)
  expect(isStopped).toBe(true)
})

test('backup --json and restore --json answer one line for a script', async () => {
  await using ground = await ledgerGround()
  const folder = scratchFolder()
  const { connection } = ground.app
  const parts = { connection, keys: ground.keys, dataDir: folder, passphrase: undefined }
  const written = await runBackupCommand(['--json'], parts)
  const { file, rows } = JSON.parse(written.text)
  expect(file).toMatch(/backups.bulwark-new-/)
  const restored = await runRestoreCommand([file, '--json'], {
    open: async () => ({ connection: await emptyDatabase(), stop: async () => {} }),
    keysFolder: ground.keys.folder,
    passphrase: undefined,
  })
  expect(JSON.parse(restored.text)).toMatchObject({ rows, ledger: { ok: true }, keys: 'in_place' })
})

test('a file that is no good is refused before a database is made for it', async () => {
  const folder = scratchFolder()
  const file = join(folder, 'a.backup')
  writeFileSync(file, 'bulwark-backup\nand then nothing')
  const keysFolder = join(folder, 'keys')
  const refused = runRestoreCommand([file], {
    open: () => Promise.reject(new Error('opened')),
    keysFolder,
    passphrase: undefined,
  })
  await expect(refused).rejects.toMatchObject({ code: 'backup.damaged' })
  expect(existsSync(keysFolder)).toBe(false)
})

test('a wrong call is answered with the usage', async () => {
  await using ground = await ledgerGround()
  const { keys, app } = ground
  const parts = { connection: app.connection, keys, dataDir: keys.folder, passphrase: undefined }
  for (const args of [['here'], ['--fast']]) {
    const { text, exitCode } = await runBackupCommand(args, parts)
    expect(exitCode).toBe(2)
    expect(text).toContain('bulwark backup [--out FILE]')
  }
  const target = {
    open: () => Promise.reject(new Error('opened')),
    keysFolder: keys.folder,
    passphrase: undefined,
  }
  for (const args of [[], ['a', 'b'], ['a', '--fast']]) {
    const { text, exitCode } = await runRestoreCommand(args, target)
    expect(exitCode).toBe(2)
    expect(text).toContain('bulwark restore FILE')
  }
})
