// The four people of the question, the two hardest streets among them, and the worker.
import { districts, streets } from './ground.ts'
import type { Scope } from './scope-transaction.ts'

const nowhere = { districts: [], streets: [], persons: [] } as const

export const scopes = {
  street: { ...nowhere, role: 'scope', streets: [streets[70] ?? 0] },
  // The ground's first street holds eight times the rows of a common one.
  busiest: { ...nowhere, role: 'scope', streets: [streets[0] ?? 0] },
  // As many areas as a list may hold.
  widest: { ...nowhere, role: 'scope', streets: streets.slice(0, 32) },
  district: { ...nowhere, role: 'scope', districts: [districts[0]] },
  city: { ...nowhere, role: 'city' },
  nobody: { ...nowhere, role: 'scope' },
} as const satisfies Record<string, Scope>

export const worker: Scope = { ...nowhere, role: 'work' }

export type Viewer = keyof typeof scopes
export const viewers = [
  'street',
  'busiest',
  'widest',
  'district',
  'city',
  'nobody',
] as const satisfies readonly Viewer[]
