import type { Serving } from '../house.ts'
import type { House } from '../house.ts'
import { establishDemo } from './demo-city.ts'
import { type Player, playStory } from './story-player.ts'
import { readStory } from './story.ts'
import { anchorClock, changeSpeed } from '#kernel/installation/installation.service.ts'
import type { InstallationTables } from '#kernel/installation/installation.module.ts'
import { writeAtMachine } from '#kernel/write-at-machine.ts'

/** The running demo, as the terminal's keys reach it. */
export interface Demo {
  readonly summary: string
  togglePause(): Promise<string>
  skipToNext(): Promise<string>
  stop(): void
}

const demoSpeed = 60

/** Makes the drill city at the first start, then plays its story as calls of the public API. */
export async function openDemo(house: House, serving: Serving | undefined): Promise<Demo> {
  if (!serving) throw new Error('the demo needs the server')
  const story = readStory()
  const { runtime } = house
  const people = await establishDemo(runtime, story)
  const player: Player = await playStory({ house, serving, story, people, speed: demoSpeed })
  const setSpeed = (speed: number) =>
    writeAtMachine<InstallationTables, void>(runtime, 'installation.clock.set', (ctx) =>
      changeSpeed(ctx, speed),
    )
  return {
    summary: `${story.key}   ${story.directives.length} 项决定 · ${player.itemCount} 个事项 · 时钟 ×${demoSpeed}`,
    async togglePause() {
      const isPaused = runtime.clock.setting()?.speed === 0
      await setSpeed(isPaused ? demoSpeed : 0)
      await runtime.refresh()
      return isPaused ? '继续 running' : '已暂停 paused'
    },
    async skipToNext() {
      const next = player.nextAt()
      if (!next) return '剧本已结束 the story has ended'
      await writeAtMachine<InstallationTables, void>(runtime, 'installation.clock.set', (ctx) =>
        anchorClock(ctx, { speed: runtime.clock.setting()?.speed ?? demoSpeed, business: next }),
      )
      await runtime.refresh()
      return `时钟 ${next.toISOString()}`
    },
    stop: () => player.stop(),
  }
}
