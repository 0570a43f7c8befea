import { expect, test } from 'vitest'
import { layOut } from '#kernel/db/embedded/data-folder.ts'
import { findProcessesIn, signalProcess } from '#kernel/db/embedded/running-process.ts'
import { readHolderPid } from '#kernel/db/embedded/server-process.ts'
import { sentenceOf } from '#kernel/i18n/sentence.ts'
import { diceOf } from '../fuzz/hostile-values.ts'
import { endure, endureKills, type Stage, someWork } from './kill-stage.ts'
import type { Program } from './program.ts'

const seed = 20_210_517
const rounds = 3
const quickMs = 15_000

async function killNode(program: Program): Promise<void> {
  if (program.child.pid !== undefined) signalProcess(program.child.pid, 'SIGKILL')
  await program.ended
}

async function killServer(program: Program, dataDir: string): Promise<void> {
  const pid = await readHolderPid(layOut(dataDir).cluster)
  if (pid !== null) signalProcess(pid, 'SIGKILL')
  await program.ended
}

/** One session of the database dies: PostgreSQL restarts itself, and the program stays. */
async function killSession(stage: Stage): Promise<void> {
  const { cluster } = layOut(stage.dataDir)
  const server = await readHolderPid(cluster)
  const [session] = (await findProcessesIn(cluster)).filter((pid) => pid !== server).slice(-1)
  if (session !== undefined) signalProcess(session, 'SIGKILL')
}

test('all of it killed at random moments, again and again: what was answered is there once, nothing half done', async () => {
  let { faults, repeated, startsMs } = await endureKills(rounds, seed)
  // On a quick machine every kill may fall between two requests; then nothing was put to the test.
  for (let more = 1; repeated === 0 && faults.length === 0 && more <= 3; more += 1) {
    ;({ faults, repeated, startsMs } = await endureKills(rounds, seed + 100 * more))
  }
  expect(faults).toEqual([])
  expect(repeated).toBeGreaterThan(0)
  expect(startsMs).toHaveLength(rounds)
  expect(Math.max(...startsMs)).toBeLessThan(quickMs)
}, 400_000)

test('Node alone, a session of the database or the whole database killed: the work goes on without loss', async () => {
  const dice = diceOf(seed + 1)
  const ends: { code: number | null; said: string; log: string }[] = []
  const { faults, startsMs } = await endure(async (stage, load) => {
    await someWork(load, 20 + dice.below(30), dice.below(40))
    await stage.fell(killNode)
    await someWork(load, 20 + dice.below(30), dice.below(40))
    await killSession(stage)
    await someWork(load, 20 + dice.below(30), dice.below(40))
    const served = await stage.program()
    await stage.fell((program) => killServer(program, stage.dataDir))
    await someWork(load, 20, 0)
    const { log } = layOut(stage.dataDir)
    // Without the log of its requests, which fills the screen of whoever reads a failure.
    const said = served.said().replaceAll(/^\{.*\n/gm, '')
    ends.push({ code: await served.ended, said, log })
  })
  expect(faults).toEqual([])
  expect(Math.max(...startsMs)).toBeLessThan(quickMs)
  const [end] = ends
  expect(end?.code).toBe(1)
  const told = { code: 'kernel.database.ended_unexpectedly', params: { log: end?.log ?? '' } }
  for (const language of ['zh', 'en'] as const)
    expect(end?.said).toContain(sentenceOf(language, told))
}, 180_000)
