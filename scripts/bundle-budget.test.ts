import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { weighPages } from './bundle-budget.ts'

test('a page weighs what it loads at once: scripts, their parts and styles, not the lazy ones', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bulwark-weight-'))
  try {
    await mkdir(join(folder, 'assets'))
    for (const name of ['main.js', 'part.js', 'main.css', 'lazy.js']) {
      // Random bytes do not get smaller when compressed.
      await writeFile(join(folder, 'assets', name), randomBytes(10_000))
    }
    await writeFile(
      join(folder, 'index.html'),
      `<script type="module" crossorigin src="/assets/main.js"></script>
       <link rel="modulepreload" href="/assets/part.js"><link rel="stylesheet" href="/assets/main.css">`,
    )
    expect(weighPages(folder)).toEqual([{ page: 'index.html', kB: 31, budget: 450 }])
    expect(weighPages(join(folder, 'absent'))).toEqual([])
  } finally {
    await rm(folder, { recursive: true })
  }
})
