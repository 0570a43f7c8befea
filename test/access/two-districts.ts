import { createHash } from 'node:crypto'
import type * as z from 'zod'
import type { Desk, TestApp } from '#kernel/testing/test-app.ts'
import { draftDirective } from '#modules/command/directives/directive-draft.service.ts'
import { issueDirective } from '#modules/command/directives/directive-issue.service.ts'
import { getDirective } from '#modules/command/directives/directive.service.ts'
import type { directives, DraftTask } from '#modules/command/directives/directive.schema.ts'
import {
  acknowledgeItem,
  claimItem,
  commentOnItem,
  reportProgress,
} from '#modules/command/items/item-acts.service.ts'
import { requestExtension } from '#modules/command/items/item-changes.service.ts'
import { addFile, addStatement } from '#modules/command/items/item-evidence.service.ts'
import { getItem } from '#modules/command/items/item.service.ts'
import { photoSaying } from './sample-input.ts'

type Order = z.input<typeof directives.draft.input>
type Task = z.input<typeof DraftTask>

/** A district of the test city and the word that stands in every text it writes. */
export interface Side {
  readonly mark: string
  readonly district: string
  readonly streets: readonly [string, string]
}

const east: Side = {
  mark: '东密0471',
  district: '210091',
  streets: ['210091001', '210091002'],
}
export const west: Side = {
  mark: '西密0829',
  district: '210092',
  streets: ['210092001', '210092002'],
}

function task({ mark }: Side, unit: string, change: Partial<Task> = {}): Task {
  return {
    titleZh: `${mark}任务`,
    titleEn: `${mark} task`,
    deliverableZh: `${mark}成果`,
    deliverableEn: `${mark} deliverable`,
    evidence: 'text',
    leadUnitCode: unit,
    dueAt: '2021-05-20T09:00:00+08:00',
    milestoneAt: '2021-05-19T09:00:00+08:00',
    ...change,
  }
}

function order(mark: string, tasks: Task[]): Order {
  const said = { titleZh: `${mark}指令`, titleEn: `${mark} order`, bodyZh: `${mark}正文` }
  return { series: 'order', ...said, bodyEn: `${mark} body`, source: `${mark}会议`, tasks }
}

async function issue(desk: Desk, wanted: Order) {
  const { id } = await desk.call(draftDirective, wanted)
  await desk.call(issueDirective, { id, version: 1 })
  return desk.call(getDirective, { id })
}

type ItemId = z.output<typeof getItem.endpoint.input>['id']

/** The unit works on its item, leaving every kind of trace, and asks for more time. */
async function work(desk: Desk, id: ItemId, mark: string): Promise<void> {
  const version = async () => (await desk.call(getItem, { id })).version
  await desk.call(acknowledgeItem, { id, version: await version() })
  await desk.call(reportProgress, { id, version: await version(), text: `${mark}进展` })
  await desk.call(addStatement, { id, kind: 'text', name: `${mark}说明`, text: `${mark}属实` })
  await desk.call(addStatement, {
    id,
    kind: 'figure',
    name: `${mark}数`,
    figure: 829,
    figureUnit: mark,
  })
  const content = photoSaying(mark)
  const sha256 = createHash('sha256').update(content).digest('hex')
  const photo = { id, kind: 'photo', name: `${mark}.png`, sha256 } as const
  await desk.call(addFile, { ...photo, content: Uint8Array.from(content) })
  await desk.call(commentOnItem, { id, text: `${mark}留言` })
  const until = '2021-05-25T09:00:00+08:00'
  await desk.call(requestExtension, { id, version: await version(), until, text: `${mark}申请` })
}

/**
 * Two districts at work: orders of the headquarters to one and to both, orders of each district to its own
 * streets, drafts, items in several states, evidence of every kind. The headquarters' shared order has a task
 * in each.
 */
export async function fillDistricts(app: TestApp): Promise<void> {
  const commander = await app.as('commander')
  const shared = await issue(
    commander,
    order('共同', [task(east, east.streets[0]), task(west, west.streets[0])]),
  )
  for (const side of [east, west]) {
    const { mark, district, streets } = side
    const officer = await app.as('street_officer', streets[0])
    const own = shared.tasks.find(({ leadUnitCode }) => leadUnitCode === streets[0])
    const ordered = await issue(commander, order(mark, [task(side, streets[0])]))
    const [alone] = ordered.tasks
    if (!own || !alone) throw new Error('an order came without its task')
    await work(officer, own.id, mark)
    await work(officer, alone.id, mark)
    const { version } = await officer.call(getItem, { id: alone.id })
    await officer.call(claimItem, { id: alone.id, version, text: `${mark}办结` })
    const leader = await app.as('district_leader', district)
    await issue(leader, order(mark, [task(side, streets[1], { verifierUnitCode: streets[0] })]))
    await leader.call(draftDirective, order(mark, [task(side, streets[1])]))
  }
  await app.sql(
    `update access.account a set phone = '139' || right(p.unit_code, 6) || '77'
     from access.appointment p where p.account_id = a.id`,
  )
}

/** A row of a district as it lies in the database, and the table it lies in. */
export interface Row {
  readonly table: string
  readonly id: string
  readonly text: string
}

/** Every row that is a district's own, in whichever table there is or will be. */
export async function rowsOf(app: TestApp, { district, mark }: Side): Promise<Row[]> {
  const scoped = await app.sql<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where a.attname = 'district_code' and c.relkind in ('r', 'p') and c.oid <> 'access.unit'::regclass
     order by 1`,
  )
  const all: Row[] = []
  for (const { name } of scoped) {
    const rows = await app.sql<{ id: string | null; text: string }>(
      `select to_jsonb(t) ->> 'id' as id, to_jsonb(t)::text as text from ${name} t
       where district_code = $1 or to_jsonb(t)::text like $2 order by 2`,
      [Number(district), `%${mark}%`],
    )
    all.push(...rows.map(({ id, text }) => ({ table: name, id: id ?? '', text })))
  }
  return all
}

/** What is said about people of a district, outside the scoped tables. */
export function peopleOf(app: TestApp, { district }: Side) {
  return app.sql<{
    account: string
    appointment: string
    session: string | null
    phone: string
    username: string
  }>(
    `select a.id as account, p.id as appointment, s.id as session, a.phone, a.username
     from access.account a join access.appointment p on p.account_id = a.id
       join access.unit u on u.code = p.unit_code left join access.session s on s.account_id = a.id
     where u.district_code = $1`,
    [Number(district)],
  )
}
