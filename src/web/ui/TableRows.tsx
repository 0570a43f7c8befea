import { useText } from '../i18n.ts'
import type { TableKeys } from '../table-keys.ts'
import { AppLink } from './AppLink.tsx'
import type { RowsProps } from './column.ts'

export interface TableRowsProps<Row> extends RowsProps<Row> {
  readonly keys: TableKeys
}

/** The list on a desk. */
export function TableRows<Row>(props: TableRowsProps<Row>) {
  const { caption, rows, columns, canSelect, keys } = props
  const t = useText()
  return (
    <div className="table-scroll">
      <table className="table" aria-rowcount={rows.length + 1}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr aria-rowindex={1}>
            {canSelect && (
              <th className="select-cell" scope="col">
                <input
                  type="checkbox"
                  className="checkbox"
                  aria-label={t('web.table.select_all')}
                  checked={keys.selected.size === rows.length}
                  onChange={(event) => (event.target.checked ? keys.selectAll() : keys.clear())}
                />
              </th>
            )}
            {columns.map(({ key, header, isNumeric, width }, index) => (
              <th
                key={key}
                scope="col"
                className={[isNumeric && 'numeric', index === 0 && 'sticky']
                  .filter(Boolean)
                  .join(' ')}
                style={width ? { width } : undefined}
              >
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <TableRow key={props.rowKey(row)} row={row} index={index} {...props} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function TableRow<Row>(props: TableRowsProps<Row> & { readonly row: Row; readonly index: number }) {
  const { row, index, columns, rowKey, rowLink, rowName, canSelect, keys } = props
  const t = useText()
  const key = rowKey(row)
  return (
    <tr
      ref={keys.rowRef(index)}
      aria-rowindex={index + 2}
      tabIndex={index === keys.current ? 0 : -1}
      data-selected={keys.selected.has(key)}
      onFocus={() => keys.stand(index)}
    >
      {canSelect && (
        <td className="select-cell">
          <input
            type="checkbox"
            className="checkbox"
            aria-label={t('web.table.select', { name: rowName(row) })}
            checked={keys.selected.has(key)}
            onChange={() => keys.toggle(key)}
          />
        </td>
      )}
      {columns.map((column, at) => (
        <td
          key={column.key}
          className={[column.isNumeric && 'numeric', at === 0 && 'sticky']
            .filter(Boolean)
            .join(' ')}
        >
          {at === 0 && rowLink ? (
            <AppLink to={rowLink(row)}>{column.cell(row)}</AppLink>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  )
}
