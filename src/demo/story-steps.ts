import { createHash } from 'node:crypto'
import type { StoryClient } from './api-client.ts'
import { type Act, readStoryFile, type Story } from './story.ts'

/** One step of the story: when, and what is called. Later modules add steps of their own. */
export interface Step {
  readonly at: Date
  run(client: StoryClient): Promise<void>
}

interface ItemNow {
  readonly id: string
  readonly version: number
  readonly dueAt: string
}

const minuteMs = 60_000
const hourMs = 3_600_000

/** The whole story in order: the meeting's orders first, then what the units make of them. */
export function stepsOf(story: Story): Step[] {
  const began = new Date(story.meeting.startsAt)
  const items = new Map<string, string>()
  const orders = story.directives.map((directive, index): Step => ({
    at: began,
    run: (client) =>
      issue(client, { story, directive, key: `story-${story.key}-d${index}`, began, items }),
  }))
  const acts = story.acts.map((act, index): Step => ({
    at: new Date(began.getTime() + act.after * minuteMs),
    run: (client) => perform(client, { act, key: `story-${story.key}-a${index}`, items, story }),
  }))
  return [...orders, ...acts]
}

interface Issuing {
  readonly story: Story
  readonly directive: Story['directives'][number]
  readonly key: string
  readonly began: Date
  readonly items: Map<string, string>
}

async function issue(
  client: StoryClient,
  { story, directive, key, began }: Issuing,
): Promise<void> {
  const as = story.meeting.chair
  const after = (hours: number) => new Date(began.getTime() + hours * hourMs).toISOString()
  const drafted = await client({
    as,
    method: 'POST',
    path: '/command/directives',
    key: `${key}-draft`,
    body: {
      series: 'meeting',
      titleZh: directive.title.zh,
      titleEn: directive.title.en,
      bodyZh: directive.body.zh,
      bodyEn: directive.body.en,
      source: story.meeting.title.zh,
      tasks: directive.items.map((task) => ({
        titleZh: task.title.zh,
        titleEn: task.title.en,
        deliverableZh: task.deliverable.zh,
        deliverableEn: task.deliverable.en,
        evidence: task.evidence,
        leadUnitCode: task.unit,
        verifierUnitCode: task.verifier,
        dueAt: after(task.dueHours),
        milestoneAt: task.milestoneHours ? after(task.milestoneHours) : null,
        isUrgent: task.urgent ?? false,
      })),
    },
  })
  const id = textOf(drafted, 'id')
  await client({
    as,
    method: 'POST',
    path: `/command/directives/${id}/issue`,
    key: `${key}-issue`,
    body: { version: 1 },
  })
}

interface Performing {
  readonly act: Act
  readonly key: string
  readonly items: Map<string, string>
  readonly story: Story
}

async function perform(client: StoryClient, performing: Performing): Promise<void> {
  const { act, key } = performing
  const id = await idOfItem(client, performing)
  const path = `/command/items/${id}`
  const text = act.text?.zh ?? '已办理。'
  const post = async (part: string, body: object) => {
    const { version } = await itemNow(client, act.as, id)
    await client({
      as: act.as,
      method: 'POST',
      path: `${path}/${part}`,
      key: `${key}-${part}`,
      body: { version, ...body },
    })
  }
  switch (act.act) {
    case 'acknowledge':
      return post('acknowledgement', {})
    case 'progress':
      return post('progress', { text, meetsMilestone: true })
    case 'claim':
      await addEvidence(client, performing, id)
      return post('claim', { text })
    case 'verify':
      await post('verification', { text })
      return closeByHeadquarters(client, performing, id)
    case 'return':
      return post('return', { text })
    case 'extend': {
      const { dueAt } = await itemNow(client, act.as, id)
      const until = new Date(Date.parse(dueAt) + (act.hours ?? 12) * hourMs).toISOString()
      return post('extension', { until, text })
    }
    case 'comment':
      return post('comments', { text })
  }
}

async function addEvidence(
  client: StoryClient,
  { act, key }: Performing,
  id: string,
): Promise<void> {
  const { evidence, as } = act
  if (!evidence) return
  const path = `/command/items/${id}`
  if (evidence.kind === 'figure') {
    const body = {
      kind: 'figure',
      name: '数据',
      figure: evidence.value,
      figureUnit: evidence.unit.zh,
    }
    await client({ as, method: 'POST', path: `${path}/statements`, key: `${key}-evidence`, body })
    return
  }
  const body =
    evidence.kind === 'photo' ? readStoryFile(evidence.file) : Buffer.from(evidence.content, 'utf8')
  const query = new URLSearchParams({
    kind: evidence.kind,
    name: evidence.name,
    sha256: createHash('sha256').update(body).digest('hex'),
  })
  await client({ as, method: 'POST', path: `${path}/files?${query}`, key: `${key}-evidence`, body })
}

async function closeByHeadquarters(
  client: StoryClient,
  { story, key }: Performing,
  id: string,
): Promise<void> {
  const as = story.meeting.chair
  const { version } = await itemNow(client, as, id)
  await client({
    as,
    method: 'POST',
    path: `/command/items/${id}/closure`,
    key: `${key}-close`,
    body: { version },
  })
}

async function itemNow(client: StoryClient, as: string, id: string): Promise<ItemNow> {
  const item = await client({ as, method: 'GET', path: `/command/items/${id}`, key: 'read-only' })
  if (typeof item !== 'object' || item === null || !('version' in item) || !('dueAt' in item)) {
    throw new Error(`the story's item ${id} cannot be read`)
  }
  return { id, version: Number(item.version), dueAt: String(item.dueAt) }
}

// `B6.1` is the first task of the sixth decision: found by the directive's title, once for each.
async function idOfItem(client: StoryClient, { act, items, story }: Performing): Promise<string> {
  const known = items.get(act.item)
  if (known) return known
  const as = story.meeting.chair
  const list = rowsOf(
    await client({ as, method: 'GET', path: '/command/directives?limit=200', key: 'read-only' }),
  )
  const [decision, position] = act.item.split('.')
  const title = story.directives.find(({ key }) => key === decision)?.title.zh
  const row = list.find((candidate) => textOf(candidate, 'titleZh') === title)
  const view = await client({
    as,
    method: 'GET',
    path: `/command/directives/${textOf(row, 'id')}`,
    key: 'read-only',
  })
  const task = rowsOf(view, 'tasks').find((candidate) => textOf(candidate, 'position') === position)
  const id = textOf(task, 'id')
  items.set(act.item, id)
  return id
}

function rowsOf(value: unknown, name = 'rows'): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  const list: unknown = Object.entries(value).find(([key]) => key === name)?.[1]
  return Array.isArray(list) ? list : []
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== 'object' || value === null)
    throw new Error(`the story expected an answer with ${name}`)
  return String(Object.entries(value).find(([key]) => key === name)?.[1])
}
