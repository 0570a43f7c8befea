import type { Problem } from '../../problem.ts'
import type { BadLine, UnitFilePreview } from './unit-file.ts'

const lineOf = /^line (\d+)$/u

/** The lines the server refused. It names line and reason; what fills the sentence is in the file itself. */
export function refusedLines(
  problem: Problem,
  cells: UnitFilePreview['cells'],
): readonly BadLine[] {
  const byCode = new Map([...cells.values()].map((row) => [row['code'], row]))
  return problem.fields.flatMap(({ path, problem: reason }) => {
    const line = Number(lineOf.exec(path)?.[1])
    if (!Number.isInteger(line)) return []
    const row = cells.get(line) ?? {}
    const { code = '', parent = '', kind = '', covers = '' } = row
    const parentKind = byCode.get(parent)?.['kind'] ?? ''
    return [{ line, reason, params: { code, parent, kind, parentKind, covered: covers } }]
  })
}
