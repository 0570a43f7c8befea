import type { PostName } from '#kernel/access/contract.ts'
import type { RowGroup } from '../GroupedTable.tsx'

export interface Grant {
  readonly permission: string
  readonly posts: readonly PostName[]
  /** The act in words; null where nobody has written any. */
  readonly words: string | null
}

/** By the module that the permission's first word names, in the order of the list. */
export function groupByModule(
  rows: readonly Grant[],
  titleOf: (module: string) => string,
): readonly RowGroup<Grant>[] {
  const modules = new Map<string, Grant[]>()
  for (const row of rows) {
    const module = row.permission.split('.')[0] ?? row.permission
    const group = modules.get(module)
    if (group) group.push(row)
    else modules.set(module, [row])
  }
  return [...modules].map(([key, members]) => ({ key, title: titleOf(key), rows: members }))
}
