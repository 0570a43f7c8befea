import { UnitCode, UnitKind } from '#kernel/access/contract.ts'

/** One row that the server would refuse: the text's key and what fills it. */
export interface BadLine {
  readonly line: number
  readonly reason: string
  readonly params: Readonly<Record<string, string | number>>
}

export interface UnitFilePreview {
  readonly rows: number
  readonly kinds: ReadonlyMap<UnitKind, number>
  readonly bad: readonly BadLine[]
  /** The cells of each line, for saying more about a line that only the server could judge. */
  readonly cells: ReadonlyMap<number, Readonly<Record<string, string>>>
}

const columns = ['code', 'parent', 'kind', 'zh', 'en', 'scope_district', 'scope_street', 'covers']

/** UTF-8, or what Excel on a Chinese Windows writes. */
export function decodeText(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return new TextDecoder('gb18030').decode(content)
  }
}

/** What a unit file holds and which lines cannot be read. The server judges the tree as a whole. */
export async function previewUnitFile(text: string): Promise<UnitFilePreview> {
  const { parse } = await import('csv-parse/browser/esm/sync')
  const lines: number[] = []
  const onRecord = (record: string[], { lines: line }: { readonly lines: number }) => {
    lines.push(line)
    return record
  }
  const shape = { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true }
  let table: string[][]
  try {
    table = parse(text, { ...shape, on_record: onRecord })
  } catch {
    const line = (lines.at(-1) ?? 0) + 1
    return refused({ line, reason: 'access.unit.row.not_csv', params: { line } })
  }
  const [head = [], ...body] = table
  const missing = columns.filter((column) => !head.includes(column))
  if (missing.length > 0) {
    const params = { columns: missing.join(', ') }
    return refused({ line: 1, reason: 'access.unit.row.columns', params })
  }
  return judge(
    new Map(
      body.map((record, index) => [
        lines[index + 1] ?? index + 2,
        Object.fromEntries(head.map((name, at) => [name, record[at] ?? ''])),
      ]),
    ),
  )
}

function refused(bad: BadLine): UnitFilePreview {
  return { rows: 0, kinds: new Map(), bad: [bad], cells: new Map() }
}

function judge(cells: UnitFilePreview['cells']): UnitFilePreview {
  const codes = new Set([...cells.values()].map(({ code }) => code))
  const seen = new Set<string>()
  const kinds = new Map<UnitKind, number>()
  const bad: BadLine[] = []
  for (const [line, row] of cells) {
    const found = judgeRow(row, codes, seen)
    if (found) bad.push({ line, ...found })
    const kind = UnitKind.safeParse(row['kind'])
    if (kind.success) kinds.set(kind.data, (kinds.get(kind.data) ?? 0) + 1)
  }
  return { rows: cells.size, kinds, bad, cells }
}

function judgeRow(
  row: Readonly<Record<string, string>>,
  codes: ReadonlySet<string | undefined>,
  seen: Set<string>,
): Omit<BadLine, 'line'> | null {
  const { code = '', parent = '', kind } = row
  const unreadable = unreadableColumn(row)
  if (unreadable) return { reason: 'access.unit.row.unreadable', params: { column: unreadable } }
  if (seen.has(code)) return { reason: 'access.unit.row.twice', params: { code } }
  seen.add(code)
  if (parent && !codes.has(parent)) {
    return { reason: 'access.unit.row.parent_unknown', params: { parent } }
  }
  if (parent || kind === 'city') return null
  return { reason: 'access.unit.row.no_parent', params: { code } }
}

function unreadableColumn({ code, kind, zh, en }: Readonly<Record<string, string>>): string | null {
  if (!UnitCode.safeParse(code).success) return 'code'
  if (!UnitKind.safeParse(kind).success) return 'kind'
  if (!zh) return 'zh'
  return en ? null : 'en'
}
