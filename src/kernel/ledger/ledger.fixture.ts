import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Log } from '../jobs/worker.ts'
import { type Keys, openKeys } from '../keys.ts'
import { testApp, type TestApp } from '../testing/test-app.ts'
import { ledger } from './index.ts'
import { leaveText } from './ledger-rows.fixture.ts'
import { ledgerSealer } from './sealer.ts'

/** An application whose ledger is sealed by hand, and a key folder of its own. */
export interface LedgerGround extends AsyncDisposable {
  readonly app: TestApp
  readonly keys: Keys
  /** Leaves entries as writes would, in the order of their numbers; answers their ids. */
  leave(count: number): Promise<string[]>
  seal(): Promise<number>
}

export const silent: Log = { info() {}, error() {} }

export async function ledgerGround(): Promise<LedgerGround> {
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-keys-'))
  const keys = openKeys(join(folder, 'keys'))
  const seal = ledgerSealer(keys)
  const app = await testApp(ledger, '2021-05-16T09:00:00+08:00')
  let left = 0
  return {
    app,
    keys,
    seal: () => seal(app.runtime, silent),
    async leave(count) {
      const from = left + 1
      left += count
      return (await app.sql<{ id: string }>(leaveText, [from, left])).map(({ id }) => id)
    },
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
    },
  }
}
