import { parentPort } from 'node:worker_threads'
import type { ScanPlan } from './scan-plan.ts'
import type { ReplicatePart } from './scan-replicate.ts'
import { simulateMaxima } from './scan-replicate.ts'

export type ScanJob = { readonly plan: ScanPlan; readonly part: ReplicatePart }

parentPort?.on('message', ({ plan, part }: ScanJob) => {
  parentPort?.postMessage(simulateMaxima(plan, part))
})
