import './admin.css'
import { Fragment } from 'react'
import { useText } from '../i18n.ts'
import type { Column } from '../ui/column.ts'
import { useViewport } from '../viewport.ts'

export interface RowGroup<Row> {
  readonly key: string
  readonly title: string
  readonly rows: readonly Row[]
}

export interface GroupedTableProps<Row> {
  readonly caption: string
  readonly groups: readonly RowGroup<Row>[]
  readonly columns: readonly Column<Row>[]
  readonly rowKey: (row: Row) => string
  /** What a group's title is in the order of the page's headings. */
  readonly heading?: 'h2' | 'h3'
}

/** A whole catalogue, read rather than worked through: groups in one table, on a phone as cards. */
export function GroupedTable<Row>(props: GroupedTableProps<Row>) {
  const t = useText()
  const isNarrow = useViewport('narrow')
  const count = props.groups.reduce((sum, { rows }) => sum + rows.length, 0)
  const View = isNarrow ? GroupedCards : GroupedRows
  return (
    <div className="table-frame">
      <View {...props} />
      <div className="table-foot">
        <span role="status">{t('web.table.count', { count })}</span>
      </div>
    </div>
  )
}

function GroupedRows<Row>({ caption, groups, columns, rowKey }: GroupedTableProps<Row>) {
  return (
    <div className="table-scroll" role="group" aria-label={caption} tabIndex={0}>
      <table className="table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, header, isNumeric, width }) => (
              <th
                key={key}
                scope="col"
                className={isNumeric ? 'numeric' : undefined}
                style={width ? { width } : undefined}
              >
                {header}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(({ key, title, rows }) => (
          <tbody key={key}>
            <tr>
              <th className="group-head" scope="rowgroup" colSpan={columns.length}>
                {title}
                <GroupCount count={rows.length} />
              </th>
            </tr>
            {rows.map((row) => (
              <tr key={rowKey(row)}>
                {columns.map((column) => (
                  <td key={column.key} className={column.isNumeric ? 'numeric' : undefined}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

function GroupedCards<Row>(props: GroupedTableProps<Row>) {
  const { groups, columns, rowKey, heading: Heading = 'h2' } = props
  const [first, ...others] = columns
  return groups.map(({ key, title, rows }) => (
    <Fragment key={key}>
      <Heading className="cards-head">
        {title}
        <GroupCount count={rows.length} />
      </Heading>
      <ul className="cards" aria-label={title}>
        {rows.map((row) => (
          <li key={rowKey(row)} className="card">
            <div className="card-head">{first?.cell(row)}</div>
            <dl>
              {others
                .filter(({ isWideOnly }) => !isWideOnly)
                .map((column) => (
                  <div key={column.key} style={{ display: 'contents' }}>
                    <dt>{column.header}</dt>
                    <dd>{column.cell(row)}</dd>
                  </div>
                ))}
            </dl>
          </li>
        ))}
      </ul>
    </Fragment>
  ))
}

function GroupCount({ count }: { readonly count: number }) {
  return <span className="group-count small">{count}</span>
}
