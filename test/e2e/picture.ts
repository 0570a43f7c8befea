import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { projectRoot } from '#kernel/root.ts'

const folder = join(projectRoot, 'var', 'screenshots')

/** Keeps what the story shows; `docs/screenshots` holds the ones that the README shows. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  // Live updates may keep the network busy; the picture is then taken of what is there.
  await page.waitForLoadState('networkidle').catch(() => undefined)
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
