import { createHash } from 'node:crypto'
import type * as z from 'zod'
import type { Desk, TestApp } from '#kernel/testing/test-app.ts'
import type { ItemId } from './contract.ts'
import { draftDirective } from './directives/directive-draft.service.ts'
import { issueDirective } from './directives/directive-issue.service.ts'
import { getDirective } from './directives/directive.service.ts'
import type { directives, DraftTask } from './directives/directive.schema.ts'
import {
  acknowledgeItem,
  claimItem,
  reportProgress,
  verifyItem,
} from './items/item-acts.service.ts'
import { addFile } from './items/item-evidence.service.ts'
import { getItem } from './items/item.service.ts'

type Order = z.input<typeof directives.draft.input>

/** One meeting decision with one task for a unit, due in a day, verified by the supervision group. */
export function orderFor(unit: string, change: Partial<z.input<typeof DraftTask>> = {}): Order {
  return {
    series: 'meeting',
    titleZh: '开展暗访督导',
    bodyZh: '对诊所药店开展暗访，发现问题立即整改。',
    source: '2021年5月16日总指挥部会议',
    tasks: [
      {
        titleZh: '暗访辖区诊所药店',
        deliverableZh: '暗访照片与问题清单',
        evidence: 'photo',
        leadUnitCode: unit,
        verifierUnitCode: '900021',
        dueAt: '2022-01-02T09:00:00+08:00',
        ...change,
      },
    ],
  }
}

/** Drafts and issues it; answers the directive and its one item. */
export async function issueOne(
  desk: Desk,
  unit: string,
  change: Partial<z.input<typeof DraftTask>> = {},
) {
  const { id } = await desk.call(draftDirective, orderFor(unit, change))
  const directive = await desk.call(issueDirective, { id, version: 1 })
  const [task] = (await desk.call(getDirective, { id })).tasks
  if (!task) throw new Error('the directive has no task')
  return { directive, item: await desk.call(getItem, { id: task.id }) }
}

/** The smallest PNG: eight bytes of signature are what makes it a photo. */
export const photo = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

export async function addPhoto(desk: Desk, id: ItemId, content: Buffer = photo) {
  const sha256 = createHash('sha256').update(content).digest('hex')
  return desk.call(addFile, {
    id,
    kind: 'photo',
    name: 'visit.png',
    sha256,
    content: Uint8Array.from(content),
  })
}

/** The street works the item to its end and the supervision group verifies it. */
export async function finishItem(app: TestApp, id: ItemId, unit = '210091001') {
  const officer = await app.as('street_officer', unit)
  await officer.call(acknowledgeItem, {
    id,
    version: (await officer.call(getItem, { id })).version,
  })
  await officer.call(reportProgress, {
    id,
    version: (await officer.call(getItem, { id })).version,
    text: '已开始',
  })
  await addPhoto(officer, id)
  await officer.call(claimItem, {
    id,
    version: (await officer.call(getItem, { id })).version,
    text: '已办结',
  })
  const supervisor = await app.as('supervisor')
  return supervisor.call(verifyItem, {
    id,
    version: (await supervisor.call(getItem, { id })).version,
    text: '属实',
  })
}
