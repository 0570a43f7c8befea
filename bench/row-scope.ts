// Row scope through pg and Kysely: does it fail closed, and what does it cost?
// npx tsx bench/row-scope.ts --url postgres://… [--rows 1000000] [--keep]
import { parseArgs } from 'node:util'
import { closedChecks, type Pools } from './row-scope/closed-checks.ts'
import { measureCost, measureKysely } from './row-scope/cost.ts'
import { clearGround, layGround, openPool, setPolicy } from './row-scope/ground.ts'
import { measurePages } from './row-scope/pages.ts'

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    rows: { type: 'string', default: '1000000' },
    keep: { type: 'boolean', default: false },
  },
})

async function runChecks(pools: Pools): Promise<Record<string, boolean>> {
  const seen: Record<string, boolean> = {}
  for (const [sentence, check] of Object.entries(closedChecks)) seen[sentence] = await check(pools)
  return seen
}

async function measure(url: string, rows: number): Promise<boolean> {
  const owner = openPool(url, '-c statement_timeout=600000')
  const password = await layGround(owner, rows)
  const serve = openPool(url, { user: 'rsb_serve', password })
  const direct = openPool(url, { user: 'rsb_direct', password })
  const steppedDown = openPool(url, '-c role=rsb_nobody')
  const version = await owner.query<{ server_version: string }>('show server_version')
  const pages = await measurePages(owner, serve)
  const cost = await measureCost({ owner, serve, direct }, 1500)
  const kysely = await measureKysely({ owner, serve, direct }, 3000)
  const pools = { owner, serve, steppedDown }
  const checks = { 'lists once': await runChecks(pools), lists: {} }
  await setPolicy(owner, 'lists')
  checks.lists = await runChecks(pools)
  const isClosed = Object.values(checks)
    .flatMap((seen) => Object.values(seen))
    .every(Boolean)
  const server = version.rows[0]?.server_version
  const figures = { bench: 'row-scope', server, rows, isClosed, checks, pages, cost, kysely }
  process.stdout.write(`${JSON.stringify(figures)}\n`)
  await Promise.all([serve.end(), direct.end(), steppedDown.end()])
  if (!values.keep) await clearGround(owner)
  await owner.end()
  return isClosed
}

if (values.url === undefined) throw new Error('--url names the database to measure in')
if (!(await measure(values.url, Number(values.rows)))) process.exitCode = 1
