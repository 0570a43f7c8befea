import { parse } from 'csv-parse/sync'
import * as z from 'zod'
import type { TextKey } from '../i18n/texts.ts'
import { UnitCode, UnitKind } from './contract.ts'
import type { Unit } from './unit-tree.ts'

/** One bad row: the line of the file where it begins, and why it cannot be taken. */
export interface BadRow {
  readonly line: number
  readonly reason: TextKey
  readonly params: Readonly<Record<string, string | number>>
}

export interface UnitRow {
  readonly line: number
  readonly unit: Omit<Unit, 'closedAt'>
}

const columns = ['code', 'parent', 'kind', 'zh', 'en', 'scope_district', 'scope_street', 'covers']

const emptyToNull = (text: string) => (text === '' ? null : text)
const scopeCode = z
  .string()
  .regex(/^[0-9]{6,9}$/)
  .transform(Number)

const Row = z.object({
  code: UnitCode,
  parent: z.string().transform(emptyToNull).pipe(UnitCode.nullable()),
  kind: UnitKind,
  zh: z.string().min(1).max(80),
  en: z.string().min(1).max(160),
  scope_district: scopeCode,
  scope_street: z.string().transform(emptyToNull).pipe(scopeCode.nullable()),
  covers: z
    .string()
    .transform((text) => (text === '' ? [] : text.split(';').map((part) => part.trim())))
    .pipe(z.array(z.string().regex(/^[0-9]{6,9}$/)).max(31)),
})

/** Reads the rows of a unit tree. What a row needs from the others is checked by `judgeTree`. */
export function readUnitCsv(text: string): { rows: UnitRow[]; bad: BadRow[] } {
  const rows: UnitRow[] = []
  const bad: BadRow[] = []
  const table = parseTable(text)
  if ('reason' in table) return { rows, bad: [table] }
  for (const { line, cells } of table.records) {
    const parsed = Row.safeParse(cells)
    if (parsed.success) rows.push({ line, unit: unitOf(parsed.data, rows.length) })
    else {
      const column = String(parsed.error.issues[0]?.path[0] ?? '')
      bad.push({ line, reason: 'access.unit.row.unreadable', params: { column } })
    }
  }
  return { rows, bad }
}

const ParsedRecords = z.array(
  z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) }),
)

type Table = { records: { line: number; cells: Record<string, string> }[] } | BadRow

function parseTable(text: string): Table {
  let parsed: unknown
  try {
    parsed = parse(text, {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      info: true,
    })
  } catch (error) {
    const line = error instanceof Error && 'lines' in error ? Number(error.lines) : 1
    return { line, reason: 'access.unit.row.not_csv', params: { line } }
  }
  const [head, ...body] = ParsedRecords.parse(parsed)
  const missing = columns.filter((column) => !head?.record.includes(column))
  if (missing.length > 0) {
    return { line: 1, reason: 'access.unit.row.columns', params: { columns: missing.join(',') } }
  }
  const names = head?.record ?? []
  return {
    records: body.map(({ record, info }) => ({
      line: info.lines,
      cells: Object.fromEntries(names.map((name, i) => [name, record[i] ?? ''])),
    })),
  }
}

function unitOf(row: z.output<typeof Row>, position: number): UnitRow['unit'] {
  return {
    code: row.code,
    parentCode: row.parent,
    kind: row.kind,
    nameZh: row.zh,
    nameEn: row.en,
    districtCode: row.scope_district,
    streetCode: row.scope_street,
    covers: row.covers,
    position,
  }
}
