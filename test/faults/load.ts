import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { ask, type People, type Reply } from './city-over-http.ts'

const Done = z.object({ id: z.string(), version: z.int() })
const Tasks = z.object({ tasks: z.array(z.object({ id: z.string() })).length(1) })
const Version = z.object({ version: z.int() })

/** One write of somebody's: sent with its key until it is answered. */
interface Write {
  readonly key: string
  readonly cookie: string
  readonly path: string
  readonly body: object
  answer: Record<string, unknown> | null
}

/** The people of a city at work, each going on where an unanswered request has left off. */
export interface Load {
  readonly writes: readonly Write[]
  readonly wrong: readonly string[]
  /** How often a request had to be sent again because nobody answered it. */
  readonly repeated: number
  answered(): number
  /** Lets every chain come to its end, then stops. */
  finish(): Promise<void>
  /** Sends answered writes once more: the same key must bring the same answer. */
  askAgain(count: number): Promise<void>
}

interface Door {
  /** Where the program listens now; waits while it is down. */
  base(): Promise<string>
}

export function startLoad(door: Door, people: People, clients: number): Load {
  const state = { writes: new Array<Write>(), wrong: new Array<string>(), repeated: 0, over: false }
  const reach = async (asked: Omit<Parameters<typeof ask>[1], 'base'>): Promise<Reply> => {
    for (;;) {
      // No answer is what a kill looks like from outside: asked again until the program is back.
      const reply = await ask(await door.base(), asked).catch(() => null)
      // Nobody answered, or the database was away: whether it was done is known only by asking again.
      if (reply && reply.status !== 503) return reply
      state.repeated += 1
    }
  }
  const send = async (cookie: string, path: string, body: object) => {
    const write: Write = { key: randomUUID(), cookie, path, body, answer: null }
    state.writes.push(write)
    const reply = await reach({ path, body, key: write.key, cookie })
    if (reply.status !== 200) throw new Error(`${path}: ${JSON.stringify(reply.body)}`)
    write.answer = reply.body
    return Done.parse(reply.body)
  }
  const read = (cookie: string, path: string) => reach({ path, cookie })
  const client = async (number: number) => {
    // After the first thing that is wrong there is no more to prove.
    for (let turn = 0; !state.over && state.wrong.length === 0; turn += 1) {
      await runChain({ people, send, read, title: `第${number}组第${turn}号` }).catch(
        (error: unknown) => void state.wrong.push(String(error)),
      )
    }
  }
  const running = Array.from({ length: clients }, (_, number) => client(number))
  return {
    writes: state.writes,
    wrong: state.wrong,
    get repeated() {
      return state.repeated
    },
    answered: () => state.writes.filter(({ answer }) => answer).length,
    async finish() {
      state.over = true
      await Promise.all(running)
    },
    async askAgain(count) {
      for (const write of state.writes.filter(({ answer }) => answer).slice(-count)) {
        const { path, body, key, cookie } = write
        const reply = await reach({ path, body, key, cookie })
        if (reply.status !== 200 || !isDeepStrictEqual(reply.body, write.answer))
          state.wrong.push(`${path} answered ${JSON.stringify(reply.body)} the second time`)
      }
    },
  }
}

interface Chain {
  readonly people: People
  readonly title: string
  send(cookie: string, path: string, body: object): Promise<z.infer<typeof Done>>
  read(cookie: string, path: string): Promise<Reply>
}

/** One order from its draft to the closed item: nine writes of two people. */
async function runChain({ people, title, send, read }: Chain): Promise<void> {
  const { commander, east } = people
  const task = {
    titleZh: `${title}任务`,
    deliverableZh: '照片与说明',
    evidence: 'text',
    leadUnitCode: '210091001',
    dueAt: new Date(Date.now() + 86_400_000).toISOString(),
  }
  const order = { series: 'order', titleZh: title, bodyZh: '立即办理', source: '总指挥部会议' }
  const draft = await send(commander, '/command/directives', { ...order, tasks: [task] })
  await send(commander, `/command/directives/${draft.id}/issue`, { version: draft.version })
  const { body } = await read(commander, `/command/directives/${draft.id}`)
  const { id } = Tasks.parse(body).tasks[0] ?? { id: '' }
  let { version } = Version.parse((await read(east, `/command/items/${id}`)).body)
  const act = async (cookie: string, path: string, said: object = {}) => {
    const done = await send(cookie, `/command/items/${id}/${path}`, { version, ...said })
    version = done.version
  }
  await act(east, 'acknowledgement')
  await act(east, 'progress', { text: '已开始' })
  await act(east, 'statements', { kind: 'text', name: '说明', text: `${title}属实` })
  await act(east, 'claim', { text: '已办结' })
  await act(commander, 'verification', { text: '属实' })
  await act(commander, 'closure')
}
