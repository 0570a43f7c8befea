/** What may be logged of a fault: its kind and where it happened. A message may quote somebody's data. */
export interface Fault {
  readonly name: string
  readonly code: string
  readonly stack: string
}

export function describeFault(error: unknown): Fault {
  if (!(error instanceof Error)) return { name: typeof error, code: '', stack: '' }
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  const code = 'code' in error ? String(error.code) : ''
  return { name: error.name, code, stack: frames.join('\n') }
}
