import { setTimeout as pause } from 'node:timers/promises'
import { settle } from './city-over-http.ts'
import { type Load, startLoad } from './load.ts'
import {
  killAll,
  openDataDir,
  type Program,
  runCommand,
  startProgram,
  stopProgram,
} from './program.ts'
import { findFaults } from './proof.ts'
import { type Dice, diceOf } from '../fuzz/hostile-values.ts'

/** A program that is killed and started again on one folder while others go on asking it. */
export class Stage {
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
export async function someWork(load: Load, further: number, milliseconds: number): Promise<void> {
  const enough = load.answered() + further
  while (load.answered() < enough && load.wrong.length === 0) await pause(5)
  await pause(milliseconds)
}

/** What a run of kills came to. A fault is a sentence; there should be none. */
export interface KillFigures {
  readonly faults: readonly string[]
  readonly answered: number
  readonly repeated: number
  /** Of each start after the first, until the first screen is usable. */
  readonly startsMs: readonly number[]
}

/** Sets a city up, puts it under load, does to it what `ordeal` does, and looks whether its word was kept. */
export async function endure(
  ordeal: (stage: Stage, load: Load) => Promise<void>,
): Promise<KillFigures> {
  const folder = openDataDir()
  try {
    const stage = new Stage(folder.path)
    const people = await settle(await stage.program())
    const load = startLoad(stage, people, 4)
    try {
      await ordeal(stage, load)
    } finally {
      await load.finish()
    }
    await load.askAgain(60)
    const faults = [...load.wrong, ...(await findFaults(folder.path, load))]
    const stopped = await stopProgram(await stage.program())
    if (stopped !== 0) faults.push(`asked to stop, it ended with ${stopped}`)
    const verified = await runCommand({ args: ['ledger', 'verify', '--data', folder.path] })
    if (verified.code !== 0) faults.push(verified.said)
    const [, ...startsMs] = stage.starts
    return { faults, answered: load.answered(), repeated: load.repeated, startsMs }
  } finally {
    await folder.clear()
  }
}

/** Node, guard and every process of the database killed as one, `rounds` times, under load. */
export function endureKills(rounds: number, seed: number): Promise<KillFigures> {
  const dice: Dice = diceOf(seed)
  return endure(async (stage, load) => {
    for (let round = 0; round < rounds; round += 1) {
      await someWork(load, 20 + dice.below(60), dice.below(40))
      await stage.fell((program) => killAll(program, stage.dataDir))
    }
    await someWork(load, 20, 0)
  })
}
