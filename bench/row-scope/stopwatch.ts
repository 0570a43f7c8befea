// Percentiles of repeated runs, in milliseconds.
export interface Times {
  readonly p50: number
  readonly p95: number
  readonly runs: number
}

function pick(sorted: readonly number[], share: number): number {
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return Math.round(value * 1000) / 1000
}

export function summarise(times: number[]): Times {
  const sorted = times.toSorted((a, b) => a - b)
  return { p50: pick(sorted, 0.5), p95: pick(sorted, 0.95), runs: sorted.length }
}

/** Takes turns between the candidates, so that a slow spell of the disk falls on all of them. */
export async function raceInTurns(
  candidates: Record<string, (turn: number) => Promise<unknown>>,
  turns: number,
): Promise<Record<string, Times>> {
  const names = Object.keys(candidates)
  const times = new Map(names.map((name) => [name, new Array<number>()]))
  for (let turn = -20; turn < turns; turn += 1) {
    for (const name of names) {
      const started = performance.now()
      await candidates[name]?.(Math.max(turn, 0))
      if (turn >= 0) times.get(name)?.push(performance.now() - started)
    }
  }
  return Object.fromEntries(names.map((name) => [name, summarise(times.get(name) ?? [])]))
}
