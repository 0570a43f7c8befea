import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { anchorClock } from '#kernel/installation/installation.service.ts'
import type { InstallationTables } from '#kernel/installation/installation.module.ts'
import { writeAtMachine } from '#kernel/write-at-machine.ts'
import type { House, Serving } from '../house.ts'
import { type StoryClient, storyClient } from './api-client.ts'
import type { Cast } from './demo-city.ts'
import { type Step, stepsOf } from './story-steps.ts'
import type { Story } from './story.ts'

export interface Player {
  readonly itemCount: number
  /** Business time of the next step; null at the end. */
  nextAt(): Date | null
  stop(): void
}

interface Playing {
  readonly house: House
  readonly serving: Serving
  readonly story: Story
  readonly people: Cast
  readonly speed: number
}

/** The first business hours are played at once, so that the screens open on a night that is under way. */
const openingMinutes = 305
const lookEveryMs = 500

const Position = z.object({ step: z.int(), business: z.iso.datetime() })

/** Plays what is due, as calls of the public API, now and whenever business time reaches the next step. */
export async function playStory(playing: Playing): Promise<Player> {
  const { house, serving, story, people } = playing
  const steps = stepsOf(story)
  const client = storyClient(serving.http.server, house.runtime, people)
  const position = openPosition(house, story)
  if (position.step === 0) await playOpening(playing, { steps, client, position })
  await setClock(house, { speed: playing.speed, business: new Date(position.business) })
  let busy = false
  const look = async () => {
    if (busy) return
    busy = true
    try {
      await playDue(house, { steps, client, position })
    } finally {
      busy = false
    }
  }
  const timer = setInterval(() => {
    look().catch((error: unknown) => serving.http.server.log.error(error, 'the story stands still'))
  }, lookEveryMs)
  return {
    itemCount: story.directives.reduce((sum, { items }) => sum + items.length, 0),
    nextAt: () => steps[position.step]?.at ?? null,
    stop() {
      clearInterval(timer)
      position.save(house.runtime.clock.now())
    },
  }
}

interface Stage {
  readonly steps: readonly Step[]
  readonly client: StoryClient
  readonly position: StoredPosition
}

async function playOpening(
  { house, story }: Playing,
  { steps, client, position }: Stage,
): Promise<void> {
  const until = new Date(Date.parse(story.meeting.startsAt) + openingMinutes * 60_000)
  for (let step = steps[position.step]; step && step.at <= until; step = steps[position.step]) {
    await setClock(house, { speed: 0, business: step.at })
    await step.run(client)
    position.step += 1
    position.save(step.at)
  }
  position.save(until)
}

async function playDue(house: House, { steps, client, position }: Stage): Promise<void> {
  const now = house.runtime.clock.now()
  for (let step = steps[position.step]; step && step.at <= now; step = steps[position.step]) {
    await step.run(client)
    position.step += 1
  }
  position.save(now)
}

async function setClock(house: House, clock: { speed: number; business: Date }): Promise<void> {
  await writeAtMachine<InstallationTables, void>(house.runtime, 'installation.clock.set', (ctx) =>
    anchorClock(ctx, clock),
  )
  await house.runtime.refresh()
}

interface StoredPosition {
  step: number
  business: string
  save(business: Date): void
}

// How far the story is and what time it is in it: a stopped demo goes on from there, not from days later.
function openPosition(house: House, story: Story): StoredPosition {
  const file = join(house.config.dataDir, 'story.json')
  const known = existsSync(file)
    ? Position.parse(JSON.parse(readFileSync(file, 'utf8')))
    : { step: 0, business: new Date(story.meeting.startsAt).toISOString() }
  return {
    ...known,
    save(business) {
      this.business = business.toISOString()
      mkdirSync(house.config.dataDir, { recursive: true })
      writeFileSync(`${file}.new`, JSON.stringify({ step: this.step, business: this.business }))
      renameSync(`${file}.new`, file)
    },
  }
}
