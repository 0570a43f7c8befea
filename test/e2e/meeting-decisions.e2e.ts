import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyLedger } from '#kernel/ledger/verify.ts'
import { projectRoot } from '#kernel/root.ts'
import type { Story } from '../../src/demo/story.ts'
import { checkAccessibility } from './accessibility.ts'
import { type DrillCity, openDrillCity, phone } from './drill-city.ts'
import { keepPicture } from './picture.ts'

/*
 * B1 and B14: the meeting's sixteen decisions become orders, units take them up from their own posts, another
 * unit verifies, what is late turns red. One story, told in order; each test is a scene of it.
 */
let city: DrillCity
let commander: Page

beforeAll(async () => {
  city = await openDrillCity()
  commander = await city.sit('zhouhaining')
})

afterAll(async () => {
  await city[Symbol.asyncDispose]()
})

const evidenceNames = { photo: '照片', file: '文件', figure: '数据', text: '文字说明' } as const

async function choose(
  page: Page,
  row: string,
  [label, text]: readonly [string, string],
): Promise<void> {
  const box = page
    .getByRole('listitem', { name: row })
    .getByRole('combobox', { name: label, exact: true })
  await box.fill(text)
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click()
}

async function decide(page: Page, directive: Story['directives'][number]): Promise<void> {
  const [task] = directive.items
  if (!task) throw new Error(`${directive.key} has no task`)
  await page.goto(`${city.address}/directives/new`)
  await page.getByLabel('标题', { exact: true }).fill(directive.title.zh)
  await page.getByLabel('来源').fill('2021年5月16日总指挥部会议')
  await page.getByLabel('正文').fill(directive.body.zh)
  const row = '第 1 项任务'
  await page.getByLabel('任务名称').fill(task.title.zh)
  await page.getByLabel('交付物').first().fill(task.deliverable.zh)
  await choose(page, row, ['主责', task.unit])
  await choose(page, row, ['核验', task.verifier])
  await page.getByRole('button', { name: task.dueHours <= 6 ? '+4时' : '+24时' }).click()
  await page.getByRole('listitem', { name: row }).getByRole('combobox', { name: '佐证' }).click()
  await page
    .locator('.ant-select-dropdown:visible')
    .getByTitle(evidenceNames[task.evidence])
    .click()
  await page.getByRole('region', { name: '下达' }).getByRole('button', { name: '下达' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '下达', exact: true }).click()
  await page.getByText('已下达，文号').waitFor()
}

async function openRow(page: Page, title: string): Promise<void> {
  const row = page.getByRole('row', { name: new RegExp(title) })
  await row.getByRole('link').first().click()
}

/** Opens the one item of the page's own unit by its title. */
async function openOwn(page: Page, title: string): Promise<void> {
  await page.goto(`${city.address}/items?view=mine`)
  await openRow(page, title)
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
}

async function press(page: Page, button: string): Promise<void> {
  await page
    .getByRole('region', { name: '下一步' })
    .getByRole('button', { name: button, exact: true })
    .click()
}

async function submit(page: Page, text: string, button: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').first().fill(text)
  await dialog.getByRole('button', { name: button, exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
}

const taskOf = (key: string) => {
  const task = city.story.directives.find((directive) => directive.key === key)?.items[0]
  if (!task) throw new Error(`no task ${key}`)
  return task
}

test('the commander enters the sixteen decisions; each becomes a numbered directive', async () => {
  for (const directive of city.story.directives) await decide(commander, directive)
  await commander.goto(`${city.address}/directives`)
  await commander.getByRole('link', { name: '2021-0016' }).first().waitFor()
  expect(await commander.getByRole('link', { name: /^2021-00(0[1-9]|1[0-6])$/ }).count()).toBe(16)
  await checkAccessibility(commander)
  await keepPicture(commander, 'directives-zh')
})

test('a unit sees its task at once, acknowledges it from its own post, and headquarters sees that', async () => {
  const task = taskOf('B6')
  const group = await city.sit('xucheng')
  await openOwn(group, task.title.zh)
  await checkAccessibility(group)
  await press(group, '签收')
  await group.getByRole('list', { name: '经过' }).getByText('签收').waitFor()
  await commander.goto(`${city.address}/items`)
  const row = commander.getByRole('row', { name: new RegExp(task.title.zh) })
  await row.getByText('已签收').waitFor()
})

test('the unit delivers evidence, another unit verifies, headquarters closes', async () => {
  const task = taskOf('B6')
  const group = await city.sit('xucheng')
  await openOwn(group, task.title.zh)
  await press(group, '报进展')
  await submit(group, '已开放12个采样点。', '报进展')
  await press(group, '添加佐证')
  const dialog = group.getByRole('dialog')
  await dialog.getByLabel('名称').fill('已开放采样点个数')
  await dialog.getByRole('textbox', { name: '数据', exact: true }).fill('26')
  await dialog.getByLabel('单位').fill('个')
  await dialog.getByRole('button', { name: '添加佐证', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
  await press(group, '报办结')
  await submit(group, '26个采样点已全部开放。', '报办结')
  await group.getByText('已报办结').first().waitFor()

  const supervisor = await city.sit('yanzhengqing')
  await supervisor.goto(`${city.address}/items?view=verify`)
  await openRow(supervisor, task.title.zh)
  await press(supervisor, '核验通过')
  await submit(supervisor, '现场核实属实。', '核验通过')
  await commander.goto(supervisor.url())
  await press(commander, '销号')
  await commander.getByRole('dialog').getByRole('button', { name: '销号', exact: true }).click()
  await commander.getByText('已销号').first().waitFor()
  await keepPicture(commander, 'item-zh')
})

test('work that does not convince is returned, and the unit is told why', async () => {
  const task = taskOf('B15')
  const writer = await city.sit('yezhiqiu')
  await openOwn(writer, task.title.zh)
  await press(writer, '签收')
  await press(writer, '报进展')
  await submit(writer, '初稿已起草。', '报进展')
  await press(writer, '添加佐证')
  const draft = join(projectRoot, 'data', 'README.md')
  await writer
    .getByRole('dialog')
    .locator('input[type=file]')
    .setInputFiles({
      name: '通告初稿.txt',
      mimeType: 'text/plain',
      buffer: readFileSync(draft),
    })
  await writer.getByRole('dialog').getByRole('button', { name: '添加佐证', exact: true }).click()
  await writer.getByRole('dialog').waitFor({ state: 'hidden' })
  await press(writer, '报办结')
  await submit(writer, '通告初稿已定。', '报办结')

  const office = await city.sit('guyanzhi')
  await office.goto(writer.url())
  await office.getByRole('button', { name: '其他操作' }).click()
  await office.getByRole('menuitem', { name: '退回重办' }).click()
  await submit(office, '删去可能识别个人的内容。', '退回重办')
  await writer.getByText('删去可能识别个人的内容。').waitFor()
  await writer.getByText('已退回').first().waitFor()
})

test('what nobody has done in time turns red, for headquarters and on the phone of whoever owes it', async () => {
  await city.skipTo(5)
  const task = taskOf('B1')
  await commander.goto(`${city.address}/items?level=red`)
  const row = commander.getByRole('row', { name: new RegExp(task.title.zh) })
  await row.getByText(/超期/).waitFor({ timeout: 15_000 })
  const owed = taskOf('B11')
  const officer = await city.sit('tianxiaohe', { viewport: phone })
  await officer.goto(`${city.address}/items?view=mine`)
  const card = officer
    .getByRole('listitem')
    .or(officer.getByRole('row'))
    .filter({ hasText: owed.title.zh })
  await card.getByText(/超期/).first().waitFor()
  await checkAccessibility(officer)
  await keepPicture(officer, 'items-phone-zh')
  await commander.goto(`${city.address}/`)
  await commander.getByText(/超期/).first().waitFor()
  await checkAccessibility(commander)
  await keepPicture(commander, 'home-zh')
  const english = await city.sit('zhouhaining', { language: 'en' })
  await english.goto(`${city.address}/directives`)
  await english.getByRole('heading', { level: 1, name: 'Directives' }).waitFor()
  await checkAccessibility(english)
  await keepPicture(english, 'directives-en')
})

test('everything that was done is in the ledger, and the ledger verifies', async () => {
  await expect
    .poll(async () => (await verifyLedger(city.house.database.connection, {})).pending, {
      timeout: 15_000,
    })
    .toBe(0)
  const result = await verifyLedger(city.house.database.connection, {})
  expect(result).toMatchObject({ ok: true, firstDamaged: null })
  // Sixteen drafts, sixteen issues, and the acts of the units.
  expect(result.entries).toBeGreaterThan(45)
})
