import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkAccessibility } from './accessibility.ts'
import { type DrillCity, openDrillCity, phone, type Seat } from './drill-city.ts'

/* Every screen once: it opens, has a heading, nothing sticks out sideways, axe finds nothing. */
let city: DrillCity

beforeAll(async () => {
  city = await openDrillCity()
})

afterAll(async () => {
  await city[Symbol.asyncDispose]()
})

const english: Seat = { language: 'en' }
const small: Seat = { viewport: phone }
const smallEnglish: Seat = { viewport: phone, language: 'en' }

// Language and size take turns, so that over all routes each pair is seen several times.
const screens = [
  ['zhouhaining', '/today', small],
  ['zhouhaining', '/items', english],
  ['zhouhaining', '/directives', smallEnglish],
  ['zhouhaining', '/directives/new', {}],
  ['zhouhaining', '/directives/new', smallEnglish],
  ['luzian', '/admin/units', small],
  ['luzian', '/admin/accounts', english],
  ['luzian', '/admin/permissions', smallEnglish],
  ['zhouhaining', '/admin/policies', {}],
  ['zhouhaining', '/admin/policies', smallEnglish],
  ['zhongshouyi', '/admin/ledger', english],
  ['zhongshouyi', '/admin/ledger', small],
] as const satisfies readonly (readonly [string, string, Seat])[]

async function isWithinWidth(page: Page): Promise<boolean> {
  return page.evaluate<boolean>('document.documentElement.scrollWidth <= window.innerWidth')
}

test.for(screens)(
  '%s opens %s: whole, within the screen, accessible',
  async ([username, path, seat]) => {
    const page = await city.sit(username, seat)
    await page.goto(`${city.address}${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await isWithinWidth(page)).toBe(true)
    await checkAccessibility(page)
    await page.context().close()
  },
)

test.for([{}, smallEnglish] as const)(
  'the way in is accessible to whoever is nobody yet',
  async (seat) => {
    for (const path of ['/sign-in', '/roles']) {
      const page = await city.visit(path, seat)
      await page.getByRole('heading', { level: 1 }).waitFor()
      expect(await isWithinWidth(page)).toBe(true)
      await checkAccessibility(page)
      await page.context().close()
    }
  },
)

test('Enter while a Chinese candidate is being chosen submits nothing', async () => {
  const page = await city.visit('/sign-in')
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(request.url())
  })
  const name = page.getByRole('textbox').first()
  await name.fill('zhou')
  await page.getByLabel(/密码/).first().fill('anything at all')
  // 229 is what browsers report for a key that the input method has taken.
  await name.dispatchEvent('keydown', {
    key: 'Enter',
    keyCode: 229,
    isComposing: true,
    bubbles: true,
    cancelable: true,
  })
  expect(sent).toEqual([])
  await name.press('Enter')
  await expect.poll(() => sent.length).toBe(1)
})
