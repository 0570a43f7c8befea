import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { layOut } from '#kernel/db/embedded/data-folder.ts'
import { findProcessesIn, signalProcess } from '#kernel/db/embedded/running-process.ts'
import { readHolderPid } from '#kernel/db/embedded/server-process.ts'
import { diceOf } from '../fuzz/hostile-values.ts'
import { type People, settle } from './city-over-http.ts'
import { type Load, startLoad } from './load.ts'
import { killAll, openDataDir, type Program, runCommand, startProgram, stopProgram } from './program.ts'
import { findFaults } from './proof.ts'

const seed = 20_210_517

/** A program that is killed and started again on one folder while others go on asking it. */
class Stage {
  readonly dataDir: string
  readonly starts: number[] = []
  #program: Promise<Program>

  constructor(dataDir: string) {
    this.dataDir = dataDir
    this.#program = this.#start()
  }

  program(): Promise<Program> {
    return this.#program
  }

  /** Where to ask; while the program is down, whoever asks waits here. */
  async base(): Promise<string> {
    return (await this.#program).base
  }

  /** Ends the program in the given way and starts it again. */
  async fell(end: (program: Program) => Promise<void>): Promise<void> {
    const program = await this.#program
    this.#program = end(program).then(() => this.#start())
    await this.#program
  }

  async #start(): Promise<Program> {
    const args = ['start', '--empty', '--no-open', '--data', this.dataDir]
    const program = await startProgram({ args })
    this.starts.push(Math.round(program.readyMs))
    return program
  }
}

/** Lets the load get some further answers, and then a moment that nobody has chosen. */
async function someWork(load: Load, further: number, milliseconds: number): Promise<void> {
  const enough = load.answered() + further
  while (load.answered() < enough && load.wrong.length === 0) await pause(5)
  await pause(milliseconds)
}

async function killNode(program: Program): Promise<void> {
  if (program.child.pid !== undefined) signalProcess(program.child.pid, 'SIGKILL')
  await program.ended
}

async function killServer(program: Program, dataDir: string): Promise<void> {
  const pid = await readHolderPid(layOut(dataDir).cluster)
  if (pid !== null) signalProcess(pid, 'SIGKILL')
  expect(await program.ended, program.said()).toBe(1)
  expect(program.said()).toMatch(/PostgreSQL/)
  expect(program.said()).toMatch(/数据库/)
}

/** One session of the database dies: PostgreSQL restarts itself, and the program stays. */
async function killSession(stage: Stage): Promise<void> {
  const { cluster } = layOut(stage.dataDir)
  const server = await readHolderPid(cluster)
  const [session] = (await findProcessesIn(cluster)).filter((pid) => pid !== server).slice(-1)
  if (session !== undefined) signalProcess(session, 'SIGKILL')
}

async function withCity(
  run: (stage: Stage, people: People, load: Load) => Promise<void>,
): Promise<void> {
  const folder = openDataDir()
  try {
    const stage = new Stage(folder.path)
    const people = await settle(await stage.program())
    const load = startLoad(stage, people, 4)
    await run(stage, people, load)
    await load.finish()
    await load.askAgain(60)
    expect(load.wrong).toEqual([])
    expect(load.repeated).toBeGreaterThan(0)
    expect(await findFaults(folder.path, load)).toEqual([])
    await stopProgram(await stage.program())
    const verified = await runCommand({ args: ['ledger', 'verify', '--data', folder.path] })
    expect(verified.code, verified.said).toBe(0)
    expect(Math.max(...stage.starts.slice(1)), `starts ${stage.starts.join(', ')} ms`).toBeLessThan(15_000)
  } finally {
    await folder.clear()
  }
}

test('all of it killed at random moments, again and again: what was answered is there once, nothing half done', async () => {
  const dice = diceOf(seed)
  await withCity(async (stage, _people, load) => {
    for (let round = 0; round < 3; round += 1) {
      await someWork(load, 20 + dice.below(60), dice.below(40))
      await stage.fell((program) => killAll(program, stage.dataDir))
    }
    await someWork(load, 20, 0)
  })
}, 180_000)

test('Node alone, the database alone or one of its sessions killed: the next start or the same one goes on', async () => {
  const dice = diceOf(seed + 1)
  await withCity(async (stage, _people, load) => {
    await someWork(load, 20 + dice.below(30), dice.below(40))
    await stage.fell(killNode)
    await someWork(load, 20 + dice.below(30), dice.below(40))
    await killSession(stage)
    await someWork(load, 20 + dice.below(30), dice.below(40))
    await stage.fell((program) => killServer(program, stage.dataDir))
    await someWork(load, 20, 0)
  })
}, 180_000)
