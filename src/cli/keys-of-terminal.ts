import type { Demo } from '../demo/demo.ts'

/** Keys of the terminal that runs the demo: space pauses, → next event, q stops. Only where a person sits. */
export function listenToKeys(demo: Demo | null, quit: () => void): void {
  if (!process.stdin.isTTY) return
  process.stdin.setRawMode(true)
  process.stdin.resume()
  process.stdin.on('data', (pressed) => {
    const key = pressed.toString()
    if (key === 'q' || key === '\u0003') quit()
    else if (demo && key === ' ') say(demo.togglePause())
    else if (demo && key === '\u001b[C') say(demo.skipToNext())
  })
}

function say(line: Promise<string>): void {
  line.then(
    (text) => process.stdout.write(`  ${text}\n`),
    (error: unknown) => process.stderr.write(`${String(error)}\n`),
  )
}
