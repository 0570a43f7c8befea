import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { stripVTControlCharacters } from 'node:util'

export interface Ran {
  readonly ok: boolean
  readonly seconds: number
  /** Everything that the program wrote, also kept in its log file. */
  readonly output: string
}

/** Runs a program of the project under this Node, with no input, its words in a file and in the answer. */
export async function runProgram(args: readonly string[], logFile: string): Promise<Ran> {
  const begun = performance.now()
  const log = createWriteStream(logFile)
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const chunks: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      log.write(chunk)
    })
  }
  const ok = await new Promise<boolean>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code === 0))
  })
  log.end()
  await finished(log)
  const seconds = (performance.now() - begun) / 1000
  // Colours are for a terminal; here somebody reads a log.
  const output = stripVTControlCharacters(Buffer.concat(chunks).toString('utf8'))
  return { ok, seconds, output }
}

/** The last lines of a long output: enough to see what is wrong, short enough for a log. */
export function lastLines(output: string, lines: number): string {
  const kept = output.trimEnd().split('\n').slice(-lines)
  return kept.map((line) => `    ${line.slice(0, 300)}`).join('\n')
}
