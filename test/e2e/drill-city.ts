import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sparticuz from '@sparticuz/chromium'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { readConfig } from '#kernel/config.ts'
import type { InstallationTables } from '#kernel/installation/installation.module.ts'
import { anchorClock } from '#kernel/installation/installation.service.ts'
import { writeAtMachine } from '#kernel/write-at-machine.ts'
import { type Cast, establishDemo } from '../../src/demo/demo-city.ts'
import { serveDemoEntries } from '../../src/demo/demo-entries.ts'
import { readStory, type Story } from '../../src/demo/story.ts'
import { type House, openHouse, serve, work } from '../../src/house.ts'

export interface Seat {
  readonly language?: 'zh' | 'en'
  readonly viewport?: { readonly width: number; readonly height: number }
}

/** The drill city with its people and nothing decided yet, and browsers that sit down in its posts. */
export interface DrillCity extends AsyncDisposable {
  readonly house: House
  readonly story: Story
  readonly address: string
  /** A person of the cast at a desk (1440 × 900, Chinese) or a phone. */
  sit(username: string, seat?: Seat): Promise<Page>
  /** Nobody: the sign-in page. */
  visit(path: string, seat?: Seat): Promise<Page>
  /** Sets business time forward; the worker then does what has become due. */
  skipTo(hours: number): Promise<void>
}

const desk = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }

export async function openDrillCity(): Promise<DrillCity> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bulwark-e2e-'))
  const house = await openHouse(readConfig(['--port', '0', '--data', dataDir, '--no-open'], {}))
  const serving = await serve(house, {
    further: (server) => serveDemoEntries(server, house.runtime),
  })
  const worker = await work(house)
  const story = readStory()
  const cast = await establishDemo(house.runtime, story)
  const began = new Date(story.meeting.startsAt)
  await setClock(house, { speed: 1, business: began })
  const browser = await chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: [
      '--no-sandbox',
      '--headless',
      '--disable-gpu',
      '--disable-background-networking',
      '--no-first-run',
    ],
  })
  const address = `http://localhost:${serving.address.port}`
  return {
    house,
    story,
    address,
    sit: (username, seat = {}) => sitDown(browser, { address, cast, username, seat }),
    async visit(path, seat = {}) {
      const page = await (await openContext(browser, seat)).newPage()
      await page.goto(`${address}${path}`)
      return page
    },
    skipTo: (hours) =>
      setClock(house, { speed: 1, business: new Date(began.getTime() + hours * 3_600_000) }),
    async [Symbol.asyncDispose]() {
      await browser.close()
      await serving.stop()
      await worker.stop()
      await house.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function setClock(house: House, clock: { speed: number; business: Date }): Promise<void> {
  await writeAtMachine<InstallationTables, void>(house.runtime, 'installation.clock.set', (ctx) =>
    anchorClock(ctx, clock),
  )
  await house.runtime.refresh()
}

async function openContext(
  browser: Browser,
  { language = 'zh', viewport = desk }: Seat,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
  })
  await context.addInitScript(`localStorage.setItem('bulwark.language', '${language}')`)
  return context
}

async function sitDown(
  browser: Browser,
  { address, cast, username, seat }: { address: string; cast: Cast; username: string; seat: Seat },
): Promise<Page> {
  const appointmentId = cast.get(username)
  if (!appointmentId) throw new Error(`nobody in the cast is called ${username}`)
  const context = await openContext(browser, seat)
  const page = await context.newPage()
  page.on('pageerror', (error) => {
    throw error
  })
  await context.request.post(`${address}/demo/enter/${appointmentId}`, {
    form: {},
    maxRedirects: 0,
  })
  await page.goto(`${address}/`)
  return page
}
