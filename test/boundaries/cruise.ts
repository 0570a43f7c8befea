import { execFile } from 'node:child_process'
import { join } from 'node:path'
import * as z from 'zod'
import { projectRoot } from '#kernel/root.ts'

const Report = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(
      z.object({ rule: z.object({ name: z.string() }), from: z.string(), to: z.string() }),
    ),
  }),
})
export type Report = z.infer<typeof Report>

const program = join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
export const rulesFile: string = join(projectRoot, '.dependency-cruiser.mjs')

/** Runs the project's own rules over the tree below `folder`. Violations are an answer, not a failure. */
export function cruise(folder: string, rules: string = rulesFile): Promise<Report> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [program, 'src', '--config', rules, '--output-type', 'json'],
      { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
      (error, out, complaint) => {
        if (out === '') reject(new Error(complaint, { cause: error }))
        else resolve(Report.parse(JSON.parse(out)))
      },
    )
  })
}
