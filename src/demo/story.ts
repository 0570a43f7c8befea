import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { PostName, UnitCode } from '#kernel/access/contract.ts'
import { projectRoot } from '#kernel/root.ts'

const bilingual = z.object({ zh: z.string(), en: z.string() })

const Evidence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('figure'), value: z.number(), unit: bilingual }),
  z.object({ kind: z.literal('file'), name: z.string(), content: z.string() }),
  z.object({ kind: z.literal('photo'), name: z.string(), file: z.string() }),
])

const Act = z.object({
  /** Minutes of business time since the meeting's orders were issued. */
  after: z.number(),
  as: z.string(),
  act: z.enum(['acknowledge', 'progress', 'claim', 'verify', 'return', 'extend', 'comment']),
  item: z.string().regex(/^B\d+\.\d+$/),
  text: bilingual.optional(),
  hours: z.number().optional(),
  evidence: Evidence.optional(),
})
export type Act = z.infer<typeof Act>

const Task = z.object({
  unit: UnitCode,
  title: bilingual,
  deliverable: bilingual,
  evidence: z.enum(['photo', 'file', 'figure', 'text']),
  dueHours: z.number(),
  milestoneHours: z.number().optional(),
  urgent: z.boolean().optional(),
  verifier: UnitCode,
})

const Story = z.object({
  key: z.string(),
  meeting: z.object({
    startsAt: z.iso.datetime({ offset: true }),
    chair: z.string(),
    title: bilingual,
  }),
  accounts: z.array(
    z.object({
      username: z.string(),
      zh: z.string(),
      en: z.string(),
      post: PostName,
      unit: UnitCode,
    }),
  ),
  directives: z.array(
    z.object({ key: z.string(), title: bilingual, body: bilingual, items: z.array(Task) }),
  ),
  acts: z.array(Act),
})
export type Story = z.infer<typeof Story>

const folder = join(projectRoot, 'data', 'story')

/** The drill that is shipped: the meeting of 16 May 2021 and what came of its sixteen decisions. */
export function readStory(): Story {
  return Story.parse(JSON.parse(readFileSync(join(folder, 'dalian-2021-05-16.json'), 'utf8')))
}

export function readStoryFile(name: string): Buffer {
  return readFileSync(join(folder, name))
}
