import type { ReactNode } from 'react'
import type { ListQuery } from '../list-query.ts'
import { useGo } from '../navigation.ts'
import { useTableKeys } from '../table-keys.ts'
import { useViewport } from '../viewport.ts'
import type { Column } from './column.ts'
import { Drawer } from './Drawer.tsx'
import { Empty } from './Empty.tsx'
import { Loading } from './Loading.tsx'
import { ProblemNotice } from './ProblemNotice.tsx'
import { SelectionBar } from './SelectionBar.tsx'
import { TableCards } from './TableCards.tsx'
import { TableFoot } from './TableFoot.tsx'
import { TableRows } from './TableRows.tsx'

export interface TableProps<Row> {
  readonly caption: string
  /** From `useList`, or `rowsOf(useRead(…), pick)`. */
  readonly query: ListQuery<Row>
  readonly rowKey: (row: Row) => string
  readonly columns: readonly Column<Row>[]
  /** Why it is empty and what is normal. */
  readonly empty: ReactNode
  /** The page of a row: Enter, and the link in the first column. */
  readonly rowLink?: (row: Row) => string
  /** How a row is called when it is selected or previewed; by default its key. */
  readonly rowName?: (row: Row) => string
  /** A look beside the list: Space. */
  readonly preview?: (row: Row) => ReactNode
  /** Buttons for the selected rows; with it rows can be selected. */
  readonly selectionActions?: (rows: readonly Row[], clear: () => void) => ReactNode
  /** False for a second list on the page. */
  readonly hasKeys?: boolean
}

/** The one list: keyset pages, keyboard, selection, preview; rows on a desk, cards on a phone. */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, query, rowKey, columns, empty, rowLink, preview, selectionActions } = props
  const rowName = props.rowName ?? rowKey
  const go = useGo()
  const isNarrow = useViewport('narrow')
  const rows = query.rows ?? []
  const keys = useTableKeys({
    keys: rows.map(rowKey),
    isActive: props.hasKeys ?? true,
    canSelect: selectionActions !== undefined,
    canPreview: preview !== undefined,
    open(index) {
      const row = rows[index]
      if (row !== undefined && rowLink) go(rowLink(row))
    },
  })
  if (query.rows === undefined) return <Unread query={query} />
  const View = isNarrow ? TableCards : TableRows
  const selected = rows.filter((row) => keys.selected.has(rowKey(row)))
  return (
    <div className="table-frame">
      {query.problem && <ProblemNotice problem={query.problem} retry={query.retry} />}
      {rows.length === 0 ? (
        <Empty>{empty}</Empty>
      ) : (
        <View
          caption={caption}
          rows={rows}
          columns={columns}
          rowKey={rowKey}
          rowLink={rowLink}
          rowName={rowName}
          canSelect={selectionActions !== undefined}
          keys={keys}
        />
      )}
      {selectionActions && selected.length > 0 && (
        <SelectionBar keys={keys} count={rows.length}>
          {selectionActions(selected, keys.clear)}
        </SelectionBar>
      )}
      <TableFoot query={query} count={rows.length} />
      {preview && (
        <RowPreview
          row={rows.find((row) => rowKey(row) === keys.previewed)}
          caption={caption}
          rowName={rowName}
          preview={preview}
          onClose={() => keys.preview(null)}
        />
      )}
    </div>
  )
}

function Unread<Row>({ query }: { readonly query: ListQuery<Row> }) {
  return (
    <div className="table-frame">
      {query.problem ? <ProblemNotice problem={query.problem} retry={query.retry} /> : <Loading />}
    </div>
  )
}

interface RowPreviewProps<Row> {
  readonly row: Row | undefined
  readonly caption: string
  readonly rowName: (row: Row) => string
  readonly preview: (row: Row) => ReactNode
  readonly onClose: () => void
}

function RowPreview<Row>({ row, caption, rowName, preview, onClose }: RowPreviewProps<Row>) {
  const isOpen = row !== undefined
  return (
    <Drawer title={isOpen ? rowName(row) : caption} isOpen={isOpen} onClose={onClose}>
      {isOpen && preview(row)}
    </Drawer>
  )
}
