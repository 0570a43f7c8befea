import { expect, test } from 'vitest'
import type { PostName } from '#kernel/access/contract.ts'
import type { Operation } from '#kernel/module.ts'
import { type HttpCity, openHttpCity, operations, type Seat } from '../access/http-city.ts'
import type { IdSource } from '../access/sample-input.ts'
import { fillDistricts, peopleOf, rowsOf, west } from '../access/two-districts.ts'
import { faultOf } from './answer-check.ts'
import { hostileRequests } from './hostile-requests.ts'
import { type Dice, diceOf } from './hostile-values.ts'

const seed = 20_210_516
// Each call is attacked by each of three posts: 60 cases in all.
const casesOfEach = 20

/** Ids that exist, whoever's they are, and now and then one that does not or is of another kind. */
async function idsOf({ app }: HttpCity, dice: Dice): Promise<IdSource> {
  const read = async (table: string) =>
    (await app.sql<{ id: string }>(`select id from ${table} order by id`)).map(({ id }) => id)
  const byTitle: Readonly<Record<string, readonly string[]>> = {
    ItemId: await read('command.item'),
    DirectiveId: await read('command.directive'),
    EvidenceId: await read('command.evidence'),
    AccountId: await read('access.account'),
    AppointmentId: await read('access.appointment'),
    SessionId: await read('access.session'),
    PolicySetId: await read('policy.policy_set'),
  }
  const all = Object.values(byTitle).flat()
  return (title) => {
    const own = byTitle[title] ?? all
    const odd = ['00000000-0000-0000-0000-000000000000', dice.pick(all).toUpperCase()]
    return dice.below(8) === 0 ? dice.pick([...odd, dice.pick(all)]) : dice.pick(own)
  }
}

interface Run {
  readonly city: HttpCity
  readonly dice: Dice
  readonly ids: IdSource
  readonly foreign: readonly string[]
}

/** Every hostile request to one operation; the sentences tell what went wrong and how to see it again. */
async function attack(run: Run, name: string, task: { operation: Operation; seat: Seat }) {
  const { city, dice, ids, foreign } = run
  const faults: string[] = []
  let { seat } = task
  const target = { operation: task.operation, seat, dice, ids }
  for (const hostile of hostileRequests(target, casesOfEach)) {
    const request = {
      ...hostile.request,
      cookies: { bulwark_session: seat.token },
      // Who tries passwords is paused by address; here each request comes from another one.
      remoteAddress: `10.${dice.below(250)}.${dice.below(250)}.${dice.below(250)}`,
    }
    const answer = await city.inject(request)
    const asked = `${request.url}${request.payload?.toString() ?? ''}`
    const heard = foreign.find((word) => answer.body.includes(word) && !asked.includes(word))
    const fault = faultOf(answer) ?? (heard ? `tells ${heard} of another district` : null)
    if (fault)
      faults.push(
        `${name} by ${seat.desk.actor.post} (${hostile.told}): ${fault}: ${answer.body.slice(0, 200)}`,
      )
    if (answer.status === 401 || task.operation.endpoint.method === 'DELETE')
      seat = await city.renew({ desk: await city.app.as(seat.desk.actor.post) })
  }
  return faults
}

const attackers: readonly PostName[] = ['commander', 'administrator', 'street_officer']

test.for(attackers)(
  'whatever a %s sends to any call, the answer is an answer: no fault, nothing from inside',
  { timeout: 120_000 },
  async (post) => {
    await using city = await openHttpCity()
    await fillDistricts(city.app)
    await city.sit('street_officer', west.streets[0])
    const dice = diceOf(seed + attackers.indexOf(post))
    const rows = await rowsOf(city.app, west)
    const people = await peopleOf(city.app, west)
    const words = [west.mark, ...people.map(({ phone }) => phone)]
    const own = [...rows.map(({ id }) => id).filter((id) => id !== ''), ...words]
    const foreign = post === 'street_officer' ? own : []
    const run = { city, dice, ids: await idsOf(city, dice), foreign }
    const faults: string[] = []
    for (const { name, operation } of operations) {
      const seat = await city.sit(post)
      faults.push(...(await attack(run, name, { operation, seat })))
    }
    expect(faults.slice(0, 40), `seed ${seed}`).toEqual([])
    // What was stored of it must not stop the worker either, now or when its clocks run out.
    await city.app.work()
    await city.app.pass({ minutes: 60 * 24 * 400 })
  },
)
