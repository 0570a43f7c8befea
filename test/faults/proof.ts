import type { Client } from 'pg'
import { findRunning } from '#kernel/db/embedded/supervisor.ts'
import { waitUntil } from '#kernel/db/embedded/running-process.ts'
import { ownerClient } from '#kernel/db/pool.ts'
import type { Load } from './load.ts'

/** A look into the database of a running program. */
async function lookInto<Result>(
  dataDir: string,
  look: (client: Client) => Promise<Result>,
): Promise<Result> {
  const server = await findRunning(dataDir)
  if (!server) throw new Error('no database runs in the folder')
  const client = ownerClient({ host: server.host, user: server.user, database: server.database })
  await client.connect()
  try {
    return await look(client)
  } finally {
    await client.end()
  }
}

const list = async (client: Client, sql: string): Promise<string[]> =>
  (await client.query<{ told: string }>(sql)).rows.map(({ told }) => told)

// Each query names what is wrong, so that an empty answer is the proof.
const halves: Readonly<Record<string, string>> = {
  'an issued order without its whole retinue': `
    select d.title_zh as told from command.directive d where d.status <> 'drafted' and (
      (select count(*) from command.item i where i.directive_id = d.id and i.state <> 'drafted') <> 1
      or (select count(*) from command.receipt r where r.directive_id = d.id and r.role = 'lead') <> 1
      or (select count(*) from command.receipt r where r.directive_id = d.id and r.role = 'copy') <> 1
      or d.number is null or d.issued_at is null)`,
  'a draft with an issued task': `
    select d.title_zh as told from command.directive d join command.item i on i.directive_id = d.id
    where d.status = 'drafted' and i.state <> 'drafted'`,
  'an order drafted twice': `
    select title_zh as told from command.directive group by 1 having count(*) > 1`,
  'a clock missing or left over': `
    select i.title_zh as told from command.item i where i.state <> 'drafted' and
      (select count(*) from kernel.timer t where t.subject_id = i.id and t.name = 'command.item.red')
      <> (i.state in ('issued', 'acknowledged', 'in_progress', 'returned'))::int`,
  'a timeline that does not tell the state': `
    select i.title_zh || ' ' || i.state as told from command.item i where i.state <> 'drafted' and i.version <> 1 +
      (select count(*) from command.item_event e where e.item_id = i.id)`,
  'an act done twice': `
    select i.title_zh || ' ' || e.act as told from command.item_event e join command.item i on i.id = e.item_id
    group by i.title_zh, e.item_id, e.act having count(*) > 1`,
  'evidence counted otherwise than stored': `
    select i.title_zh as told from command.item i where i.evidence_count <>
      (select count(*) from command.evidence e where e.item_id = i.id)`,
  'a number that is missing or given twice': `
    with numbers as (
      select 'order' as series, right(number, 4)::int as n from command.directive where number is not null
      union all select 'item', right(number, 4)::int from command.item where number is not null)
    select series as told from numbers group by series
    having count(*) <> max(n) or count(distinct n) <> count(*)`,
  'a closed item whose order is not complete, or completed twice': `
    select d.title_zh as told from command.item i join command.directive d on d.id = i.directive_id
    where (i.state = 'closed') <> (d.status = 'completed')
    union all select 'completed ' || count(*) from ledger.entry where action = 'command.directive.complete'
      having count(*) <> (select count(*) from command.item where state = 'closed')`,
  'a kept answer of a write that was not done, or the other way round': `
    select 'answers without end: ' || count(*) as told from kernel.idempotency where answer is null
    having count(*) > 0`,
  'a job that failed': `select name || ' ' || coalesce(last_error, '') as told from kernel.job where attempts > 0`,
}

const acts: Readonly<Record<string, string>> = {
  '/command/directives': 'command.directive.draft',
  issue: 'command.directive.issue',
  acknowledgement: 'command.item.acknowledge',
  progress: 'command.item.progress',
  statements: 'command.item.add_evidence',
  claim: 'command.item.claim',
  verification: 'command.item.verify',
  closure: 'command.item.close',
}

/** What is wrong with the database after the load has come to rest; nothing, if the house keeps its word. */
export async function findFaults(dataDir: string, load: Load): Promise<string[]> {
  return lookInto(dataDir, async (client) => {
    const waiting = async () =>
      Number(
        (
          await list(
            client,
            `select (select count(*) from kernel.outbox) + (select count(*) from kernel.job)
               + (select count(*) from ledger.pending) as told`,
          )
        )[0],
      )
    const isQuiet = await waitUntil(async () => (await waiting()) === 0, 20_000)
    const faults = isQuiet ? [] : [`${await waiting()} rows wait for the worker`]
    for (const [name, sql] of Object.entries(halves))
      faults.push(...(await list(client, sql)).map((told) => `${name}: ${told}`))
    for (const [path, action] of Object.entries(acts)) {
      const sent = load.writes.filter((write) => write.path.endsWith(path)).length
      const counted = `select count(*) as told from ledger.entry where action = '${action}'`
      const [recorded] = await list(client, counted)
      if (Number(recorded) !== sent)
        faults.push(`${action}: ${sent} sent, ${recorded} in the ledger`)
    }
    return faults
  })
}
