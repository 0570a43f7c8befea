import { parentPort, workerData } from 'node:worker_threads'
import type { ScanPlan } from './scan-plan.ts'
import type { ReplicatePart } from './scan-replicate.ts'
import { simulateMaxima } from './scan-replicate.ts'

export type ScanJob = { readonly plan: ScanPlan; readonly part: ReplicatePart }

const { plan, part }: ScanJob = workerData
const maxima = simulateMaxima(plan, part)
parentPort?.postMessage(maxima, [maxima.buffer])
