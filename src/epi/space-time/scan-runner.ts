import { Worker } from 'node:worker_threads'
import { EpiError } from '../epi-error.ts'
import { requireWhole } from '../transmission/input-check.ts'
import type { ScanRequest, ScanResult } from './scan.ts'
import { assessScan, readSettings } from './scan.ts'
import type { ScanInput } from './scan-plan.ts'
import { planScan } from './scan-plan.ts'
import type { ScanJob } from './scan-worker.ts'

export type RunnerOptions = {
  readonly workers: number
  readonly signal?: AbortSignal
}

/** The worker lies beside this file. A worker's own entry is not translated in development, what it imports is. */
function openWorker(job: ScanJob): Worker {
  const here = import.meta.url
  if (!here.endsWith('.ts'))
    return new Worker(new URL('./scan-worker.js', here), { workerData: job })
  const source = JSON.stringify(new URL('./scan-worker.ts', here).href)
  const start = `import('tsx/esm/api').then((tsx) => (tsx.register(), import(${source})))`
  return new Worker(start, { eval: true, workerData: job })
}

/**
 * The scan with its replicates shared out among worker threads, so that the calling thread stays free. The result is the
 * same as in one thread: every replicate has its own stream of random numbers.
 */
export async function scanInWorkers(
  input: ScanInput,
  request: ScanRequest,
  options: RunnerOptions,
): Promise<ScanResult> {
  const settings = readSettings(request)
  const workers = requireWhole('workers', options.workers, { least: 1, most: 64 })
  const plan = planScan(input, request)
  if (plan.cases === 0) return assessScan(plan, new Float64Array(0), settings)
  const share = Math.ceil(settings.replicates / workers)
  const jobs: ScanJob[] = []
  for (let first = 0; first < settings.replicates; first += share) {
    const end = Math.min(settings.replicates, first + share)
    jobs.push({ plan, part: { seed: settings.seed, first, end } })
  }
  const parts = await Promise.all(jobs.map((job) => runJob(job, options.signal)))
  return assessScan(plan, Float64Array.from(parts.flatMap((part) => [...part])), settings)
}

async function runJob(job: ScanJob, signal?: AbortSignal): Promise<Float64Array> {
  if (signal?.aborted === true) throw new EpiError('epi.cancelled', { name: 'scan' })
  const worker = openWorker(job)
  let stop = (): void => {}
  try {
    return await new Promise<Float64Array>((resolve, reject) => {
      stop = (): void => reject(new EpiError('epi.cancelled', { name: 'scan' }))
      signal?.addEventListener('abort', stop)
      worker.once('message', (maxima: Float64Array) => resolve(maxima))
      worker.once('error', reject)
      worker.once('exit', stop)
    })
  } finally {
    signal?.removeEventListener('abort', stop)
    await worker.terminate()
  }
}
