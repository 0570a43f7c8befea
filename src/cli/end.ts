import type { StartProblem } from '#kernel/db/embedded/start-problem.ts'
import type { EmbeddedServer } from '#kernel/db/embedded/supervisor.ts'
import { sentenceOf } from '#kernel/i18n/sentence.ts'
import type { House } from '../house.ts'

/** What ends the program: somebody asks, or the database is gone. Listened for from the first moment on. */
export interface End {
  readonly reason: Promise<'asked' | StartProblem>
  ask(): void
}

export function awaitEnd(house: House): End {
  let ask: () => void = () => {}
  const asked = new Promise<'asked'>((resolve) => {
    ask = () => resolve('asked')
  })
  process.once('SIGINT', ask)
  process.once('SIGTERM', ask)
  const { embedded } = house.database
  const gone = embedded ? endOfDatabase(embedded, asked) : asked
  return { reason: Promise.race([asked, gone]), ask: () => ask() }
}

// Ended without a problem is our own stop, which somebody asked for.
async function endOfDatabase(
  embedded: EmbeddedServer,
  asked: Promise<'asked'>,
): Promise<'asked' | StartProblem> {
  return (await embedded.ended) ?? asked
}

/** Says why, where it was not asked for; answers the exit code. */
export function sayEnd(reason: 'asked' | StartProblem): number {
  if (reason === 'asked') return 0
  process.stderr.write(`${sentenceOf('zh', reason)}\n${sentenceOf('en', reason)}\n`)
  return 1
}
